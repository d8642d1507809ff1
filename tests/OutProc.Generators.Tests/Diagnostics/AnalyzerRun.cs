using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
    /// the compiler. What is only Info counts if the analyzer reported it.
    /// </summary>
    public static Task VerifyAsync<TAnalyzer>(string marked, params string[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
        => VerifyAsync<TAnalyzer>(marked, AnalyzerSettings.None, expected);

    /// <summary>The same for a project with properties and additional files.</summary>
    public static async Task VerifyAsync<TAnalyzer>(string marked, AnalyzerSettings settings, params string[] expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        string source = Unmark(marked, out List<TextSpan> spans);
        Compilation compilation = Generate(source, settings);
        ImmutableArray<Diagnostic> reported = await ReportAsync(compilation, [new TAnalyzer()], settings);

        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == "Source0.cs");
        IEnumerable<string> actual = reported
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.ToString(), StringComparer.Ordinal)
            .Select(diagnostic => Describe(diagnostic, diagnostic.Location.SourceTree == tree ? diagnostic.Location.SourceSpan : default));
        actual.ShouldBe(expected.Select((message, i) => $"{spans[Math.Min(i, spans.Count - 1)]} {message}"));
    }

    /// <summary>Expects nothing at Warning or above, and nothing at all of the analyzer.</summary>
    public static Task VerifySoundAsync<TAnalyzer>(string source, AnalyzerSettings? settings = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        => VerifyAsync<TAnalyzer>(source, settings ?? AnalyzerSettings.None);

    /// <summary>
    /// What a build would show: errors and warnings of the compiler, and whatever the analyzers report. That the source has no documentation
    /// does not count, nor what a pragma suppresses.
    /// </summary>
    public static async Task<ImmutableArray<Diagnostic>> ReportAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerSettings settings)
    {
        CompilationWithAnalyzers run = compilation.WithAnalyzers(analyzers, settings.ToOptions());
        ImmutableArray<Diagnostic> reported = await run.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. reported.Where(diagnostic => !diagnostic.IsSuppressed
                && diagnostic.Id != "CS1591"
                && (diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id.StartsWith("OP", StringComparison.Ordinal))),
        ];
    }

    /// <summary>A compilation of the source with what generators add: a program if it has an entry point.</summary>
    public static Compilation Generate(string source, AnalyzerSettings? settings = null)
    {
        Compilation library = TestCompilation.Create(source);
        Compilation program = TestCompilation.CreateProgram(source);
        Compilation compilation = program.GetEntryPoint(CancellationToken.None) is null ? library : program;
        if (settings?.Library is { } referenced)
        {
            compilation = compilation.AddReferences(TestCompilation.Create(referenced).WithAssemblyName("Library").ToImage());
        }

        if (settings?.Properties.GetValueOrDefault("AllowUnsafeBlocks") == "true")
        {
            compilation = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithAllowUnsafe(true));
        }

        if (settings?.Properties.GetValueOrDefault("LangVersion") is { } name && LanguageVersionFacts.TryParse(name, out LanguageVersion version))
        {
            compilation = compilation.WithLanguage(version);
        }

        Compilation output = GeneratorRun.Start(compilation).Output;
        return settings?.Generated is { } generated ? output.AddSyntaxTrees(TestCompilation.Parse(generated, "Other.g.cs")) : output;
    }

    private static string Describe(Diagnostic diagnostic, TextSpan span)
        => $"{span} {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

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
