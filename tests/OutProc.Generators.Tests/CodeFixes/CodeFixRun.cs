using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Tests.Diagnostics;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>
/// Applies a fix as an editor does, compares the whole text, and compiles the result: the diagnostic must be gone and nothing may be broken.
/// </summary>
internal static class CodeFixRun
{
    /// <summary>Fixes the first diagnostic of the source that the fix knows.</summary>
    /// <param name="before">The source with the diagnostic.</param>
    /// <param name="after">The whole source after the fix.</param>
    /// <param name="title">Which of several offered fixes; the first one by default.</param>
    /// <param name="settings">Properties and additional files of the project.</param>
    public static async Task VerifyAsync<TAnalyzer, TFix>(
        string before, string after, string? title = null, AnalyzerSettings? settings = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        FixProject project = await FixProject.CreateAsync(before, settings);
        Diagnostic diagnostic = await FirstAsync<TAnalyzer, TFix>(project);
        FixProject @fixed = await project.ApplyAsync(Choose(await OffersAsync<TFix>(project, diagnostic), title));
        await ShouldBeAsync<TAnalyzer>(@fixed, after, diagnostic.Id);
    }

    /// <summary>Fixes all diagnostics with the id of the first one at once.</summary>
    public static async Task VerifyAllAsync<TAnalyzer, TFix>(
        string before, string after, string? title = null, AnalyzerSettings? settings = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        FixProject project = await FixProject.CreateAsync(before, settings);
        Diagnostic diagnostic = await FirstAsync<TAnalyzer, TFix>(project);
        CodeAction action = Choose(await OffersAsync<TFix>(project, diagnostic), title);
        var provider = new TFix();
        CodeAction? all = await provider.GetFixAllProvider().ShouldNotBeNull().GetFixAsync(new FixAllContext(
            project.Source,
            provider,
            FixAllScope.Document,
            action.EquivalenceKey!,
            [diagnostic.Id],
            new ProjectDiagnostics([.. (await project.ReportAsync(new TAnalyzer())).Where(candidate => candidate.Id == diagnostic.Id)]),
            TestContext.Current.CancellationToken));
        await ShouldBeAsync<TAnalyzer>(await project.ApplyAsync(all.ShouldNotBeNull()), after, diagnostic.Id);
    }

    /// <summary>Expects that nothing is offered for the diagnostics of the source.</summary>
    public static async Task VerifyNotOfferedAsync<TAnalyzer, TFix>(string source, AnalyzerSettings? settings = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        FixProject project = await FixProject.CreateAsync(source, settings);
        Diagnostic diagnostic = await FirstAsync<TAnalyzer, TFix>(project);
        (await OffersAsync<TFix>(project, diagnostic)).ShouldBeEmpty();
    }

    /// <summary>The project after the first fix of the first diagnostic.</summary>
    public static async Task<FixProject> ApplyFirstAsync<TAnalyzer, TFix>(FixProject project)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        Diagnostic diagnostic = await FirstAsync<TAnalyzer, TFix>(project);
        return await project.ApplyAsync(Choose(await OffersAsync<TFix>(project, diagnostic), title: null));
    }

    private static async Task<Diagnostic> FirstAsync<TAnalyzer, TFix>(FixProject project)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        ImmutableArray<string> ids = new TFix().FixableDiagnosticIds;
        Diagnostic? first = (await project.ReportAsync(new TAnalyzer()))
            .Where(diagnostic => ids.Contains(diagnostic.Id))
            .MinBy(diagnostic => diagnostic.Location.SourceSpan.Start);
        return first.ShouldNotBeNull($"There is nothing to fix: none of {string.Join(", ", ids)} is reported.");
    }

    private static async Task<List<CodeAction>> OffersAsync<TFix>(FixProject project, Diagnostic diagnostic)
        where TFix : CodeFixProvider, new()
    {
        var offers = new List<CodeAction>();
        var context = new CodeFixContext(
            project.Source, diagnostic, (action, _) => offers.Add(action), TestContext.Current.CancellationToken);
        await new TFix().RegisterCodeFixesAsync(context);
        return offers;
    }

    private static CodeAction Choose(List<CodeAction> offers, string? title)
    {
        offers.ShouldNotBeEmpty("No fix is offered.");
        return title is null
            ? offers[0]
            : offers.Find(offer => offer.Title == title).ShouldNotBeNull($"Offered: {string.Join(", ", offers.Select(offer => offer.Title))}.");
    }

    private static async Task ShouldBeAsync<TAnalyzer>(FixProject project, string after, string id)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        string text = await project.TextAsync();
        if (text != after)
        {
            // A whole file reads better than a table of its characters.
            Assert.Fail($"Expected:\n{after}\n\nActual:\n{text}");
        }

        (await project.ReportAsync(new TAnalyzer()))
            .Where(diagnostic => diagnostic.Id == id || diagnostic.Severity == DiagnosticSeverity.Error)
            .ShouldBeEmpty();
    }

    private sealed class ProjectDiagnostics(ImmutableArray<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
