using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints what the generator has to tell the analyzer.</summary>
internal static class NoteEmitter
{
    public static string Emit(GeneratorNote note)
    {
        SourceWriter source = EmittedFile.Begin([]);
        source.WriteLine(
            $"[assembly: global::System.Reflection.AssemblyMetadata({Quote(note.Kind)}, {Quote(note.TypeName + "|" + note.Text)})]");
        return source.ToString();
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
