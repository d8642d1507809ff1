using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Diagnostics;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Incremental;

/// <summary>Each kind of edit, and why each output of each step is made again: only what is modified or new is printed again.</summary>
public sealed class EditMatrixTests
{
    /// <summary>A worker, a contract and its worker, data that the worker sends, and data that is published.</summary>
    private const string Source =
        """
        using System.Runtime.Serialization;
        namespace Acme;

        public sealed record Job(int Id);

        [DataContract] public sealed class Report { [DataMember] public int Pages { get; set; } }

        public class Helper { public int Value = 1; }

        [RemoteWorker]
        public class First
        {
            public int Run(Job job) => job.Id;
            public void Stop(string reason) { }
        }

        [RemoteContract]
        public partial interface ISecond { Task<int> CountAsync(string text); }

        [RemoteWorker<ISecond>]
        public class Second : ISecond { public Task<int> CountAsync(string text) => Task.FromResult(text.Length); }
        """;

    private const string DefectWorker = "\n[RemoteWorker] public class Defect { public int Run(Job job) => 1; }";

    private const string SharedItems = "\npublic class Waiting { public OutProc.Shared.SharedQueue<Job>? Jobs; }";

    /// <summary>The implementations are those of First, Second and ISecond; the formatters those of Job and Report.</summary>
    private static readonly (string Step, string Reasons)[] s_untouched =
    [
        (TrackingNames.Workers, "Unchanged"),
        (TrackingNames.BoundWorkers, "Unchanged"),
        (TrackingNames.DeclaredContracts, "Unchanged"),
        (TrackingNames.DataTypes, "Unchanged"),
        (TrackingNames.Contracts, "Cached"),
        (TrackingNames.Implementations, "Cached, Cached, Cached"),
        (TrackingNames.AllFormatters, "Cached"),
        (TrackingNames.Formatters, "Cached, Cached"),
        (TrackingNames.AllSharedItems, "Cached"),
    ];

    public static TheoryData<string, string, string> EditsOfNothingRemote => new()
    {
        { "unrelated type added", "public class Helper", "public class Another { } public class Helper" },
        { "unrelated type edited", "Value = 1", "Value = 2" },
        { "method's body edited", "=> job.Id;", "=> job.Id + 1;" },
        { "bound worker's body edited", "text.Length)", "text.Length + 1)" },
        { "whitespace added", "public class First", "public   class\n\n\n    First" },
        { "comment added", "public int Run", "/* why */ public int Run" },
        { "private member added", "{\n    public int Run", "{\n    private int _x; public int X => _x; public int Run" },
        { "local method added", "{\n    public int Run", "{\n    [RemoteIgnore] public void Local() { } public int Run" },
        {
            "methods reordered",
            "public int Run(Job job) => job.Id;\n    public void Stop(string reason) { }",
            "public void Stop(string reason) { }\n    public int Run(Job job) => job.Id;"
        },
        { "declared contract documented", "[RemoteContract]", "/// <summary>Counts.</summary>\n[RemoteContract]" },
        { "data moved", "public sealed record Job", "// moved\n\npublic sealed record Job" },
        { "private member of data added", "record Job(int Id);", "record Job(int Id) { private static int s_last; }" },
    };

    /// <summary>The name of an edit, the text before and after, and the steps it does not leave untouched.</summary>
    public static TheoryData<string, string, string, string> Edits => new()
    {
        {
            "contract of a worker changed", "Stop(string reason)", "Stop(int reason)",
            "Workers: Modified | Contracts: Modified | Implementations: Modified, Cached, Cached | AllFormatters: Unchanged"
        },
        {
            "data of a worker changed", "record Job(int Id)", "record Job(int Id, string Name)",
            "Workers: Modified | Contracts: Unchanged | Implementations: Modified, Cached, Cached"
            + " | AllFormatters: Modified | Formatters: Modified, Unchanged"
        },
        {
            "worker withdrawn", "[RemoteWorker]\n", "",
            "Workers: Removed | Contracts: Removed | Implementations: Removed, Cached, Cached"
            + " | AllFormatters: Modified | Formatters: Modified, Removed"
        },
        {
            "worker added", "[RemoteContract]", "[RemoteWorker] public class Third { public int Run() => 1; }\n\n[RemoteContract]",
            "Workers: Unchanged, New | Contracts: Cached, New | Implementations: Cached, New, Cached, Cached | AllFormatters: Unchanged"
        },
        {
            "declared contract changed, and its worker with it", "CountAsync(string text)", "CountAsync(string text, CancellationToken ct)",
            "BoundWorkers: Modified | DeclaredContracts: Modified | Implementations: Cached, Modified, Modified | AllFormatters: Unchanged"
        },
        {
            "declared contract ahead of its worker", "ISecond { Task", "ISecond { Task StopAsync(); Task",
            "BoundWorkers: Modified | DeclaredContracts: Modified | Implementations: Cached, Modified, Modified | AllFormatters: Unchanged"
        },
        {
            "bound worker's constructor changed", "class Second : ISecond {",
            "class Second(ILogger<Second> log) : ISecond { public ILogger Log => log;",
            "BoundWorkers: Modified | Implementations: Cached, Modified, Cached | AllFormatters: Unchanged"
        },
        {
            "published data changed", "public int Pages { get; set; }", "public long Pages { get; set; }",
            "DataTypes: Modified | AllFormatters: Modified | Formatters: Unchanged, Modified"
        },
        {
            "published data added", "public class Helper",
            "[DataContract] public sealed class Zone { [DataMember] public int No; } public class Helper",
            "DataTypes: Unchanged, New | AllFormatters: Modified | Formatters: Unchanged, Unchanged, New"
        },
        {
            "published data withdrawn", "[DataContract] public sealed class Report { [DataMember]", "public sealed class Report {",
            "DataTypes: Removed | AllFormatters: Modified | Formatters: Unchanged, Removed"
        },
    };

    [Theory]
    [MemberData(nameof(EditsOfNothingRemote))]
    public void Edit_OfNothingRemote_PrintsNothingAgain(string edit, string before, string after)
    {
        (GeneratorRun first, GeneratorRun second) = Edit(before, after);

        Reasons(second).ShouldBe(Untouched(), edit);
        second.Texts().ShouldBe(first.Texts(), edit);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_OfEachKind_RunsOnlyWhatDependsOnIt(string edit, string before, string after, string touched)
    {
        (GeneratorRun first, GeneratorRun second) = Edit(before, after);

        Reasons(second).ShouldBe(Untouched(except: touched), edit);
        second.Texts().ShouldNotBe(first.Texts(), edit);
    }

    [Fact]
    public async Task Edit_DiagnosticAppearsAndDisappears_WithdrawsAndRestoresTheWorker()
    {
        CSharpCompilation compilation = TestCompilation.Create(Source);
        GeneratorRun first = GeneratorRun.Sound(compilation);

        GeneratorRun broken = first.Then(compilation.WithSource(Replace("Stop(string reason)", "Stop(Action reason)")));
        GeneratorRun mended = broken.Then(compilation.WithSource(Source));

        Reasons(broken).ShouldBe(Untouched(
            "Workers: Modified | Contracts: Modified | Implementations: Removed, Cached, Cached"
            + " | AllFormatters: Modified | Formatters: Modified, Removed"));
        Reasons(mended).ShouldBe(Untouched(
            "Workers: Modified | Contracts: Modified | Implementations: New, Cached, Cached"
            + " | AllFormatters: Modified | Formatters: Modified, New"));
        (await ErrorsAsync(broken)).ShouldBe(["OP0102"]);
        (await ErrorsAsync(mended)).ShouldBeEmpty();
        mended.Texts().ShouldBe(first.Texts());
    }

    private const string MarkedException =
        """


        [RemoteException]
        public sealed class Torn(string message) : Exception(message);
        """;

    [Fact]
    public void Outputs_OfEveryStep_ReachNothingOfTheCompiler()
    {
        var generator = new OutProcGenerator(name =>
        {
            if (name == "Acme.Defect")
            {
                throw new InvalidOperationException("made up");
            }
        });
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps = driver
            .RunGenerators(TestCompilation.Create(Source + DefectWorker + MarkedException + SharedItems), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single().TrackedSteps;

        foreach (string name in TrackingNames.All)
        {
            object[] outputs = [.. steps[name].SelectMany(step => step.Outputs).Select(output => output.Value)];
            outputs.ShouldNotBeEmpty(name);
            outputs.Select(ObjectGraph.FindRoslynObject).ShouldAllBe(found => found == null, name);
        }
    }

    private static (GeneratorRun First, GeneratorRun Second) Edit(string before, string after)
    {
        CSharpCompilation compilation = TestCompilation.Create(Source);
        GeneratorRun first = GeneratorRun.Start(compilation);
        return (first, first.Then(compilation.WithSource(Replace(before, after))));
    }

    private static string Replace(string before, string after)
    {
        string edited = Source.Replace(before, after, StringComparison.Ordinal);
        edited.ShouldNotBe(Source);
        return edited;
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(GeneratorRun run)
        => (await AnalyzerRun.ReportAsync(run.Output, [new RemotabilityAnalyzer()], AnalyzerSettings.None))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);

    /// <summary>The reasons of all steps, one a line.</summary>
    private static string Reasons(GeneratorRun run)
    {
        IReadOnlyDictionary<string, IReadOnlyList<IncrementalStepRunReason>> reasons = run.Reasons();
        return string.Join(
            "\n", TrackingNames.All.Where(reasons.ContainsKey).Select(step => $"{step}: {string.Join(", ", reasons[step])}"));
    }

    private static string Untouched(string except = "")
    {
        Dictionary<string, string> touched = except.Split(" | ", StringSplitOptions.RemoveEmptyEntries)
            .Select(step => step.Split(": "))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        return string.Join("\n", s_untouched.Select(step => $"{step.Step}: {touched.GetValueOrDefault(step.Step, step.Reasons)}"));
    }
}
