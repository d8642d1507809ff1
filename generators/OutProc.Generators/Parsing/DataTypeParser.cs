using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Parses the types that a class library offers as data: those marked <c>[DataContract]</c> or <c>[MemoryPackable]</c>. Their formatters
/// are emitted even if no contract of the library sends them, for the assemblies that will.
/// </summary>
internal static class DataTypeParser
{
    /// <summary>The formatters of a marked type; none when nobody else could use them or the type cannot cross.</summary>
    public static EquatableArray<FormatterShape> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        if (compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary
            || context.TargetSymbol is not INamedTypeSymbol { IsGenericType: false } type
            || EmittedNames.AccessibilityOf(type) != Accessibility.Public
            || compilation.GetTypeByMetadataName(KnownTypes.PayloadFormatterAttribute) is null)
        {
            return [];
        }

        try
        {
            var parser = new TypeShapeParser(compilation, cancellationToken);
            return parser.Parse(type) is null ? [] : parser.Formatters;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect of ours shows where the type is sent; here it must not take the code of workers away.
            return [];
        }
    }
}
