using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OutProc.Generators.Tests.Diagnostics;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>A project in a workspace, with the emitted files as documents, so that diagnostics, documents and symbols belong together.</summary>
internal sealed class FixProject
{
    private const string SourceName = "Source0.cs";

    private readonly Project _project;
    private readonly AnalyzerSettings _settings;

    private FixProject(Project project, AnalyzerSettings settings)
    {
        _project = project;
        _settings = settings;
    }

    /// <summary>The document with the tested source.</summary>
    public Document Source => _project.Documents.Single(document => document.Name == SourceName);

    public static Task<FixProject> CreateAsync(string source, AnalyzerSettings? settings)
    {
        Compilation bare = TestCompilation.CreateProgram(source);
        if (bare.GetEntryPoint(CancellationToken.None) is null)
        {
            bare = TestCompilation.Create(source);
        }

        settings ??= AnalyzerSettings.None;
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject("Tested", LanguageNames.CSharp)
            .WithCompilationOptions(bare.Options)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(bare.References);
        foreach (SyntaxTree tree in bare.SyntaxTrees)
        {
            project = project.AddDocument(tree.FilePath, tree.GetText(TestContext.Current.CancellationToken), filePath: tree.FilePath).Project;
        }

        foreach (KeyValuePair<string, string> file in settings.Files)
        {
            project = project.AddAdditionalDocument(file.Key, SourceText.From(file.Value), filePath: file.Key).Project;
        }

        return GenerateAsync(project, settings);
    }

    public async Task<FixProject> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        Solution changed = operations.OfType<ApplyChangesOperation>().ShouldHaveSingleItem().ChangedSolution;
        Project project = changed.GetProject(_project.Id).ShouldNotBeNull();
        var files = new Dictionary<string, string>();
        foreach (TextDocument file in project.AdditionalDocuments)
        {
            files[file.Name] = (await file.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        }

        return await GenerateAsync(project, new AnalyzerSettings { Properties = _settings.Properties, Files = files });
    }

    public async Task<ImmutableArray<Diagnostic>> ReportAsync(DiagnosticAnalyzer analyzer)
    {
        Compilation? compilation = await _project.GetCompilationAsync(TestContext.Current.CancellationToken);
        return await AnalyzerRun.ReportAsync(compilation.ShouldNotBeNull(), [analyzer], _settings);
    }

    public async Task<string> TextAsync() => (await Source.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    /// <summary>The text of an additional file.</summary>
    public string FileText(string name) => _settings.Files[name];

    private static async Task<FixProject> GenerateAsync(Project project, AnalyzerSettings settings)
    {
        foreach (Document old in project.Documents.Where(document => document.Name.EndsWith(".g.cs", StringComparison.Ordinal)).ToArray())
        {
            project = project.RemoveDocument(old.Id);
        }

        Compilation? bare = await project.GetCompilationAsync(TestContext.Current.CancellationToken);
        foreach (GeneratedSourceResult source in GeneratorRun.Start(bare.ShouldNotBeNull()).Sources)
        {
            project = project.AddDocument(source.HintName, source.SourceText, filePath: source.HintName).Project;
        }

        return new FixProject(project, settings);
    }
}
