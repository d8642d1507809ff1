using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0901: a defect of the generator is reported as such, and costs only the type it is about. And types of other generators.</summary>
public sealed class GeneratorFailureTests
{
    private const string Source =
        """
        namespace Acme
        {
            public sealed record Job(int Id, List<string> Names);

            [RemoteWorker] public class First { public int Run(Job job) => job.Id; }
            [RemoteWorker] public class Second { public void Stop(string reason) { } }

            [RemoteContract] public partial interface IThird { ValueTask<int> GetAsync(); }
            [RemoteWorker<IThird>] public class Third : IThird { public ValueTask<int> GetAsync() => new(1); }

            public static class Page
            {
                public static object All(IFirst first, ISecond second, IThird third) => (first, second.StopAsync("x"), third.GetAsync());
                public static void Use<T>() where T : class, IRemoteContract<T> { }
                public static void UseAll() { Use<IFirst>(); Use<ISecond>(); Use<IThird>(); }
            }
        }
        """;

    /// <param name="type">The type on which the generator fails.</param>
    /// <param name="occurrence">Parsing is the first time it meets the type, printing the interface or what is behind it come later.</param>
    /// <param name="shown">The type in the message.</param>
    /// <param name="text">The text at the location of the diagnostic.</param>
    [Theory]
    [InlineData("Acme.First", 1, "Acme.First", "First")]
    [InlineData("Acme.First", 2, "Acme.First", "First")]
    [InlineData("Acme.IThird", 1, "Acme.IThird", "IThird")]
    [InlineData("Acme.IThird", 2, "Acme.IThird", "IThird")]
    [InlineData("Acme.Third", 1, "Acme.Third", "Third")]
    [InlineData("Acme.Third", 2, "Acme.Third", "Third")]
    public async Task Generate_DefectOnOneType_IsTheOnlyErrorAndCostsOnlyThat(string type, int occurrence, string shown, string text)
    {
        (Compilation output, ImmutableArray<Diagnostic> reported) = await RunAsync(type, occurrence);

        Diagnostic failure = reported.ShouldHaveSingleItem();
        failure.Id.ShouldBe("OP0901");
        failure.Severity.ShouldBe(DiagnosticSeverity.Error);
        failure.GetMessage(CultureInfo.InvariantCulture).ShouldBe(
            $"OutProc could not generate '{shown}': InvalidOperationException: made up. Please report it.");
        Shown(failure).ShouldBe(text);
        output.SyntaxTrees.ShouldContain(tree => tree.FilePath.EndsWith("Acme.Second.Remote.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_DefectOnData_IsReportedThere()
    {
        (_, ImmutableArray<Diagnostic> reported) = await RunAsync("Acme.Job", 1);

        reported.Where(diagnostic => diagnostic.Id == "OP0901").Select(Shown).ShouldBe(["Job"]);
    }

    [Fact]
    public async Task Generate_DefectOnAnEmittedInterface_IsReportedWithoutAPlace()
    {
        (_, ImmutableArray<Diagnostic> reported) = await RunAsync("Acme.IFirst", 1);

        reported.Where(diagnostic => diagnostic.Id == "OP0901").ShouldHaveSingleItem().Location.ShouldBe(Location.None);
        reported.ShouldNotContain(diagnostic => diagnostic.Id == "CS0246", "The interface itself is there.");
    }

    [Fact]
    public async Task Generate_DefectOnDataDeclaredElsewhere_IsReportedWithoutAPlace()
    {
        (_, ImmutableArray<Diagnostic> reported) = await RunAsync("System.Collections.Generic.List<string>", 1);

        reported.Where(diagnostic => diagnostic.Id == "OP0901").ShouldHaveSingleItem().Location.ShouldBe(Location.None);
    }

    [Fact]
    public async Task Generate_NoDefect_IsSilent()
        => (await RunAsync("Nobody", 1)).Reported.ShouldBeEmpty();

    [Fact]
    public async Task Analyze_TypeOfAnotherGenerator_IsNotLetThrough()
    {
        CSharpCompilation compilation = TestCompilation.Create(
            """
            public sealed class Outer { public List<Made>? Items { get; set; } }

            [RemoteWorker] public class Crawler { public int Sound() => 1; public void Run(Outer job) { } }
            """);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new OutProcGenerator().AsSourceGenerator(), new OtherGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, TestContext.Current.CancellationToken);

        ImmutableArray<Diagnostic> reported = await AnalyzerRun.ReportAsync(output, [new RemotabilityAnalyzer()], AnalyzerSettings.None);

        reported.ShouldHaveSingleItem().ToString().ShouldEndWith(
            "error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job.Items[]' is 'Made', "
            + "which another source generator makes and this one cannot see; declare it in source");
    }

    private static async Task<(Compilation Output, ImmutableArray<Diagnostic> Reported)> RunAsync(string type, int occurrence)
    {
        int met = 0;
        var generator = new OutProcGenerator(name =>
        {
            if (name == type && ++met == occurrence)
            {
                throw new InvalidOperationException("made up");
            }
        });
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(
            TestCompilation.Create(Source), out Compilation output, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        diagnostics.ShouldBeEmpty();
        driver.GetRunResult().Results.Single().Exception.ShouldBeNull();
        return (output, await AnalyzerRun.ReportAsync(output, [new RemotabilityAnalyzer()], AnalyzerSettings.None));
    }

    private static string Shown(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree?.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan) ?? "";

    private sealed class OtherGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.CompilationProvider, static (output, _) => output.AddSource("Made.g.cs", "public sealed class Made { public int Id { get; set; } }"));
    }
}
