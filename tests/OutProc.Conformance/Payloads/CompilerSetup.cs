using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OutProc.Conformance.Payloads;

/// <summary>How everything is compiled here: the framework, OutProc, our stubs of MemoryPack's attributes.</summary>
internal static class CompilerSetup
{
    /// <summary>The oldest language the package supports; what is emitted must compile with it.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly MetadataReference[] s_references = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!
        .Split(Path.PathSeparator)
        .Where(path => Path.GetDirectoryName(path) == s_framework || Path.GetFileName(path) is "OutProc.dll"
            || Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    public static CSharpCompilation Create(string name, IEnumerable<SyntaxTree> trees)
        => CSharpCompilation.Create(name, [Parse(MemoryPackStubs.Source, "MemoryPack.cs"), .. trees], s_references, s_options);

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The errors, by the file they are in.</summary>
    public static ILookup<string, string> Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        .ToLookup(
            diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "",
            diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
}
