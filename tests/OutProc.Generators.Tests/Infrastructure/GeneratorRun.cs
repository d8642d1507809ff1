using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>One run of the generator, after all the checks that every run must pass.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorRunResult _result;

    private GeneratorRun(GeneratorDriver driver, Compilation output)
    {
        Driver = driver;
        Output = output;
        _result = driver.GetRunResult().Results.Single();
        _result.Exception.ShouldBeNull();
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The compilation with what was emitted.</summary>
    public Compilation Output { get; }

    public ImmutableArray<GeneratedSourceResult> Sources => _result.GeneratedSources;

    /// <summary>Runs the generator on contracts that must be sound: what it emits must compile without a warning.</summary>
    public static GeneratorRun Sound(params IEnumerable<string> sources) => Sound(TestCompilation.Create(sources));

    /// <summary>Runs the generator on contracts that must be sound: what it emits must compile without a warning.</summary>
    public static GeneratorRun Sound(Compilation compilation)
    {
        GeneratorRun run = Start(compilation);
        run.Warnings().ShouldBeEmpty();
        run.Sources.ShouldNotContain(source => IsBroken(source), "A contract is broken.");
        run.Errors().ShouldBeEmpty("What compiles must not be reported.");
        return run;
    }

    /// <summary>Runs the generator where at least one contract has errors: its interface must compile all the same.</summary>
    public static GeneratorRun Broken(params IEnumerable<string> sources)
    {
        GeneratorRun run = Start(TestCompilation.Create(sources));
        run.Warnings().ShouldBeEmpty();
        run.Sources.ShouldContain(source => IsBroken(source), "No contract is broken.");
        run.Errors().ShouldNotBeEmpty("A broken contract must never compile.");
        return run;
    }

    /// <summary>Runs the generator, then checks that nothing runs again without an edit and that no step keeps a compilation alive.</summary>
    public static GeneratorRun Start(Compilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new OutProcGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        diagnostics.ShouldBeEmpty();
        var run = new GeneratorRun(driver, output);

        foreach (IncrementalGeneratorRunStep step in run._result.TrackedSteps.Where(IsOurs).SelectMany(pair => pair.Value))
        {
            foreach ((object value, _) in step.Outputs)
            {
                ObjectGraph.FindRoslynObject(value).ShouldBeNull();
            }
        }

        GeneratorRun second = run.Then(compilation.Clone());
        second.Reasons().Values.SelectMany(reasons => reasons)
            .ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged);
        second.Texts().ShouldBe(run.Texts());
        return run;
    }

    /// <summary>Runs the same driver again, after an edit.</summary>
    public GeneratorRun Then(Compilation edited)
    {
        GeneratorDriver driver = Driver.RunGeneratorsAndUpdateCompilation(edited, out Compilation output, out _);
        return new GeneratorRun(driver, output);
    }

    /// <summary>Why each output of each named step was made in this run.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IncrementalStepRunReason>> Reasons() => _result.TrackedSteps
        .Where(IsOurs)
        .ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<IncrementalStepRunReason>)[.. pair.Value.SelectMany(step => step.Outputs).Select(output => output.Reason)]);

    /// <summary>The emitted text of one file.</summary>
    public string Text(string hintName) => Sources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>All emitted files as one text, without the generator's version.</summary>
    public string Texts()
    {
        string version = typeof(OutProcGenerator).Assembly.GetName().Version!.ToString(3);
        return string.Join(
            "\n",
            Sources.Select(source => $"==> {source.HintName}\n{source.SourceText}".Replace($"\"{version}\"", "\"VERSION\"", StringComparison.Ordinal)));
    }

    /// <summary>What was compiled, as another compilation references it.</summary>
    public MetadataReference ToReference()
    {
        using var image = new MemoryStream();
        Output.Emit(image).Success.ShouldBeTrue();
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>Compiles and loads.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Output.Emit(image);
        result.Success.ShouldBeTrue(string.Join("\n", result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Warnings and errors; that the tested source has no documentation does not count.</summary>
    private IEnumerable<Diagnostic> Warnings() => Output.GetDiagnostics()
        .Where(diagnostic => diagnostic is { Severity: >= DiagnosticSeverity.Warning, IsSuppressed: false })
        .Where(diagnostic => diagnostic.Id != "CS1591" || Sources.Any(source => source.SyntaxTree == diagnostic.Location.SourceTree));

    /// <summary>The errors of the analyzer that asks the same parser as the generator: there must be some exactly if a contract is broken.</summary>
    private IEnumerable<Diagnostic> Errors() => Output
        .WithAnalyzers([new RemotabilityAnalyzer()])
        .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)
        .GetAwaiter()
        .GetResult()
        .Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, IsSuppressed: false });

    private static bool IsBroken(GeneratedSourceResult source)
        => source.SourceText.ToString().Contains(" cannot be called: ", StringComparison.Ordinal);

    private static bool IsOurs(KeyValuePair<string, ImmutableArray<IncrementalGeneratorRunStep>> step) => TrackingNames.All.Contains(step.Key);
}
