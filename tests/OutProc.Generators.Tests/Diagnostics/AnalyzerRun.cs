using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>Compiles marked source with generator and analyzers, as a build does, and compares everything that is reported.</summary>
internal static class AnalyzerRun
{
    private const string Open = "[|";
    private const string Close = "|]";

    /// <summary>
    /// Expects one diagnostic for each <c>[|span|]</c>, in order, more of them on the last one, and no other error or warning, not even of
    /// the compiler.
    /// </summary>
    public static async Task VerifyAsync<TAnalyzer>(string marked, params string[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        string source = Unmark(marked, out List<TextSpan> spans);
        Compilation compilation = Generate(source);
        ImmutableArray<Diagnostic> reported = await compilation
            .WithAnalyzers([new TAnalyzer()])
            .GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);

        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == "Source0.cs");
        IEnumerable<string> actual = reported
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591" && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.ToString(), StringComparer.Ordinal)
            .Select(diagnostic => Describe(diagnostic, diagnostic.Location.SourceTree == tree ? diagnostic.Location.SourceSpan : default));
        actual.ShouldBe(expected.Select((message, i) => $"{spans[Math.Min(i, spans.Count - 1)]} {message}"));
    }

    /// <summary>Expects nothing at Warning or above.</summary>
    public static Task VerifySoundAsync<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new()
        => VerifyAsync<TAnalyzer>(source);

    private static string Describe(Diagnostic diagnostic, TextSpan span)
        => $"{span} {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static Compilation Generate(string source) => GeneratorRun.Start(TestCompilation.Create(source)).Output;

    private static string Unmark(string marked, out List<TextSpan> spans)
    {
        spans = [];
        while (marked.IndexOf(Open, StringComparison.Ordinal) is >= 0 and int start)
        {
            marked = marked.Remove(start, Open.Length);
            int end = marked.IndexOf(Close, start, StringComparison.Ordinal);
            marked = marked.Remove(end, Close.Length);
            spans.Add(TextSpan.FromBounds(start, end));
        }

        return marked;
    }
}
