using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Tests.Diagnostics;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Contracts;

/// <summary>What the README shows compiles as it stands there.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public Task QuickStart_OfTheReadme_CompilesWithoutAWarning() => ShouldBeCleanAsync(TestCompilation.CreateProgram(FirstCodeBlock()));

    [Fact]
    public Task QuickStart_WithLoggerAndData_CompilesWithoutAWarning() => ShouldBeCleanAsync(TestCompilation.Create(TestSources.QuickStart));

    private static async Task ShouldBeCleanAsync(Compilation compilation)
    {
        GeneratorRun run = GeneratorRun.Sound(compilation);

        ImmutableArray<Diagnostic> diagnostics = await run.Output
            .WithAnalyzers(PackageAnalyzers.All())
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        run.Sources.ShouldContain(source => source.HintName.EndsWith(".Remote.g.cs", StringComparison.Ordinal));
    }

    private static string FirstCodeBlock([CallerFilePath] string thisFile = "")
    {
        const string Fence = "```";
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "README.md")).ReplaceLineEndings("\n");
        int start = readme.IndexOf(Fence + "csharp\n", StringComparison.Ordinal) + Fence.Length + "csharp\n".Length;
        return readme[start..readme.IndexOf(Fence, start, StringComparison.Ordinal)];
    }
}
