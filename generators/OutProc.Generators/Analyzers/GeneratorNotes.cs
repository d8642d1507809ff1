using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>What the generator has told the analyzers, read from the emitted attributes of the assembly.</summary>
internal sealed class GeneratorNotes
{
    private const string AssemblyMetadata = "System.Reflection.AssemblyMetadataAttribute";

    private readonly Dictionary<(string Kind, string TypeName), string> _notes = [];

    private GeneratorNotes()
    {
    }

    public static GeneratorNotes Of(Compilation compilation)
    {
        var notes = new GeneratorNotes();
        foreach (AttributeData attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.Is(AssemblyMetadata) is true
                && attribute.ConstructorArguments.Length == 2
                && attribute.ConstructorArguments[0].Value is string kind
                && attribute.ConstructorArguments[1].Value is string text
                && kind is GeneratorNoteKinds.Failure or GeneratorNoteKinds.Unknown
                && text.IndexOf('|') is > 0 and int end)
            {
                notes._notes[(kind, text.Substring(0, end))] = text.Substring(end + 1);
            }
        }

        return notes;
    }

    /// <summary>
    /// Failures on types that the user did not declare here, such as collections: there is no place in the source to show them at.
    /// </summary>
    public IReadOnlyList<(string TypeName, string Text)> FailuresElsewhere(Compilation compilation) => _notes
        .Where(note => note.Key.Kind == GeneratorNoteKinds.Failure
            && compilation.Assembly.GetTypeByMetadataName(note.Key.TypeName)?.Locations.Any(IsOfTheUser) is not true)
        .Select(note => (note.Key.TypeName, note.Value))
        .ToList();

    /// <summary>The exception on which the generator failed for a type, or <c>null</c>.</summary>
    public string? FailureOf(INamedTypeSymbol type) => Find(GeneratorNoteKinds.Failure, type);

    /// <summary>Where in the contract of a type the generator met a type that it does not know, or <c>null</c>.</summary>
    public string[]? UnknownOf(INamedTypeSymbol type) => Find(GeneratorNoteKinds.Unknown, type)?.Split('|');

    private static bool IsOfTheUser(Location location)
        => location.SourceTree is { } tree && !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    private string? Find(string kind, INamedTypeSymbol type)
        => _notes.Count > 0 && _notes.TryGetValue((kind, TypeNames.Metadata(type)), out string? text) ? text : null;
}
