using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0902: projects of an older C#.</summary>
public sealed class LanguageDiagnosticTests
{
    private const string Source =
        """
        namespace Acme
        {
            /// <summary>Counts.</summary>
            [RemoteWorker]
            public class [|Orders|]
            {
                /// <summary>Counts.</summary>
                public int Count(string? filter = null, System.DayOfWeek day = default) => 1;
            }

            public class Page
            {
                private readonly IOrders _orders;

                public Page(IOrders orders) => _orders = orders;

                public ValueTask<int> LoadAsync() => _orders.CountAsync("x");
            }
        }
        """;

    [Theory]
    [InlineData("10.0")]
    [InlineData("11.0")]
    public Task Analyze_OldLanguage_IsTheOnlyError(string version) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        Source,
        new AnalyzerSettings { Properties = new() { ["LangVersion"] = version } },
        $"error OP0902: This project uses C# {version}; OutProc needs C# 12.0 or later");

    [Fact]
    public Task Analyze_OldLanguageAndDeclaredContract_SaysSoAtBoth() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteContract]
        public partial interface [|IOrders|] { ValueTask<int> CountAsync(); }

        [RemoteWorker]
        public class [|Orders|] : IOrders { public ValueTask<int> CountAsync() => new ValueTask<int>(1); }
        """,
        new AnalyzerSettings { Properties = new() { ["LangVersion"] = "11.0" } },
        "error OP0902: This project uses C# 11.0; OutProc needs C# 12.0 or later",
        "error OP0902: This project uses C# 11.0; OutProc needs C# 12.0 or later");

    [Fact]
    public void Emit_OldestSupportedLanguage_Compiles() => GeneratorRun.Sound(TestCompilation.Create(
        Source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal),
        """
        public sealed record Job(int Id, List<string> Names, Dictionary<string, Job>? More, (int, string) Pair, int[]? Numbers, DateTime? When);

        [RemoteContract] public partial interface IRunner { Task<Job[]> RunAsync(Job job, CancellationToken ct); int Local => 1; }
        [RemoteWorker] public class Runner : IRunner { public Task<Job[]> RunAsync(Job job, CancellationToken ct) => Task.FromResult(new[] { job }); }
        """).WithLanguage(LanguageVersion.CSharp12));
}
