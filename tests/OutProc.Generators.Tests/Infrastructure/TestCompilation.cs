using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>Compilations as a project with nullable annotations and documentation would make them.</summary>
internal static class TestCompilation
{
    /// <summary>What a project with implicit usings has in front of its files.</summary>
    private const string Usings =
        """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        global using global::Microsoft.Extensions.Logging;
        global using global::OutProc.Contracts;
        global using global::OutProc.Pools;
        global using global::OutProc.Shared;
        """;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] s_references = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is { } file
            && (file.StartsWith("System.", StringComparison.Ordinal) || file.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || file is "OutProc.dll"))
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    private static readonly CSharpCompilationOptions s_options = new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, reportSuppressedDiagnostics: true)
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    public static CSharpCompilation Create(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Tested",
        [Parse(Usings, "Usings.cs"), .. sources.Select((source, i) => Parse(source, $"Source{i}.cs"))],
        s_references,
        s_options);

    /// <summary>A program with top-level statements.</summary>
    public static CSharpCompilation CreateProgram(string source) => Create(source)
        .WithOptions(s_options.WithOutputKind(OutputKind.ConsoleApplication));

    public static SyntaxTree Parse(string source, string path = "") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The same compilation as a project of that version of C# makes it.</summary>
    public static Compilation WithLanguage(this Compilation compilation, LanguageVersion version) => compilation
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(compilation.SyntaxTrees.Select(
            tree => CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions.WithLanguageVersion(version), tree.FilePath)));

    /// <summary>The compiled assembly, as a build references it: what is private and the order of members are gone.</summary>
    public static MetadataReference ToImage(this Compilation compilation)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>The same compilation with the first source replaced: an edit, as an IDE makes it.</summary>
    public static CSharpCompilation WithSource(this CSharpCompilation compilation, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source0.cs");
        return compilation.ReplaceSyntaxTree(old, Parse(source, old.FilePath));
    }
}
