using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Incremental;

/// <summary>What the emitted files are after an edit.</summary>
public sealed class EditTests
{
    private const string Source =
        """
        namespace Acme;

        public sealed record Job(int Id);

        public class Helper { public int Value = 1; }

        [RemoteWorker]
        public class First { public int Run(Job job) => job.Id; }

        [RemoteWorker]
        public class Second { public void Stop(string reason) { } }
        """;

    [Fact]
    public void Edit_OtherFileAdded_EmitsNothingAgain()
    {
        CSharpCompilation compilation = TestCompilation.Create(Source);
        GeneratorRun first = GeneratorRun.Start(compilation);

        GeneratorRun second = first.Then(compilation.AddSyntaxTrees(TestCompilation.Parse("class New { }", "New.cs")));

        ShouldBeUntouched(second, TrackingNames.All, "file added");
    }

    [Fact]
    public void Edit_MethodAdded_EmitsOnlyThatWorkerAgain()
    {
        GeneratorRun second = Edit("{ public int Run", "{ public int Added() => 1; public int Run");

        second.Reasons()[TrackingNames.Contracts].ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], ignoreOrder: true);
        Reasons(second, TrackingNames.Implementations).Count(reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1);
        second.Reasons()[TrackingNames.Formatters].ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Edit_DocumentationChanged_EmitsOnlyTheContractAgain()
    {
        GeneratorRun second = Edit("[RemoteWorker]\npublic class First", "/// <summary>New.</summary>\n[RemoteWorker]\npublic class First");

        second.Reasons()[TrackingNames.Contracts].ShouldContain(IncrementalStepRunReason.Modified);
        second.Reasons()[TrackingNames.Implementations].ShouldAllBe(
            reason => reason == IncrementalStepRunReason.Unchanged || reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Edit_TypesReordered_TextsStayTheSame()
    {
        const string FirstWorker = "[RemoteWorker]\npublic class First { public int Run(Job job) => job.Id; }\n\n";
        GeneratorRun first = GeneratorRun.Start(TestCompilation.Create(Source));

        GeneratorRun second = Edit(FirstWorker, "", suffix: "\n" + FirstWorker);

        second.Sources.OrderBy(source => source.HintName).Select(source => source.SourceText.ToString())
            .ShouldBe(first.Sources.OrderBy(source => source.HintName).Select(source => source.SourceText.ToString()));
    }

    [Fact]
    public void Edit_ContractBreaks_WithdrawsItsImplementation()
    {
        GeneratorRun second = Edit("Stop(string reason)", "Stop(Action reason)");

        Reasons(second, TrackingNames.Implementations).ShouldContain(IncrementalStepRunReason.Removed);
        second.Sources.ShouldNotContain(source => source.HintName == "Acme.Second.Remote.g.cs");
        second.Text("Acme.Second.Contract.g.cs").ShouldContain("StopAsync(global::System.Action reason");
    }

    [Fact]
    public void Edit_AttributeRemoved_WithdrawsEverything()
    {
        GeneratorRun second = Edit("[RemoteWorker]\npublic class Second", "public class Second");

        second.Sources.ShouldNotContain(source => source.HintName.StartsWith("Acme.Second", StringComparison.Ordinal));
        second.Sources.ShouldContain(source => source.HintName == "Acme.First.Remote.g.cs");
    }

    [Fact]
    public void Run_SourcesInAnyOrderAndWithAnyNewlines_EmitsTheSame()
    {
        const string One = "namespace Acme; [RemoteWorker] public partial class Split { public int B() => 1; }";
        const string Two = "namespace Acme;\n/// <summary>Two\n/// lines.</summary>\npublic partial class Split { public int A(Pair p) => 1; }\npublic record Pair(int X);";

        string[] texts =
        [
            Texts(One, Two),
            Texts(Two, One),
            Texts(One, Two.ReplaceLineEndings("\r\n")),
        ];

        texts.Distinct().Count().ShouldBe(1);
        texts[0].ShouldNotContain("\r");
    }

    private static string Texts(params string[] sources) => GeneratorRun.Sound(sources).Texts();

    private static GeneratorRun Edit(string before, string after, string suffix = "")
    {
        CSharpCompilation compilation = TestCompilation.Create(Source);
        string edited = Source.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal) + suffix;
        edited.ShouldNotBe(Source);
        return GeneratorRun.Start(compilation).Then(compilation.WithSource(edited));
    }

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) => run.Reasons()[step];

    private static void ShouldBeUntouched(GeneratorRun run, IEnumerable<string> steps, string edit)
    {
        foreach (string step in steps.Where(run.Reasons().ContainsKey))
        {
            run.Reasons()[step].ShouldAllBe(
                reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, $"{step}: {edit}");
        }
    }
}
