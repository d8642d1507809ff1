using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0401: constructor parameters that no worker process has.</summary>
public sealed class ServiceDiagnosticTests
{
    private const string Startup =
        """
        [assembly: WorkerStartup<Startup>]

        public sealed class Startup : IWorkerStartup
        {
            public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }
        }

        """;

    [Theory]
    [InlineData("TimeProvider [|clock|]")]
    [InlineData("IClock [|clock|]")]
    [InlineData("string [|clock|]")]
    [InlineData("int [|clock|]")]
    [InlineData("DateTime? [|clock|]")]
    [InlineData("ILogger<Store> log, Func<int> [|clock|], IWorkerContext context")]
    [InlineData("[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"a\")] TimeProvider [|clock|]")]
    [InlineData("ref int [|clock|]")]
    [InlineData("ReadOnlySpan<char> [|clock|]")]
    public Task Analyze_WithoutStartup_NamesWhatIsUnknown(string parameters) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        public interface IClock { }

        [RemoteWorker]
        public sealed class Store
        {
            public Store({{parameters}}) { }

            public int Get() => 1;
        }

        public sealed class Page(IStore store)
        {
            public ValueTask<int> LoadAsync() => store.GetAsync();
        }
        """,
        "error OP0401: Constructor parameter 'clock' of 'Store' is neither [FromCaller], a keyed shared resource nor a type the worker's services "
            + "can know; register its type in an IWorkerStartup");

    [Theory]
    [InlineData("string [|name|]")]
    [InlineData("Guid [|name|]")]
    [InlineData("DayOfWeek [|name|]")]
    public Task Analyze_PlainValueWithStartup_IsUnknownAllTheSame(string parameter) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{Startup}}
        [RemoteWorker]
        public sealed class Store
        {
            public Store({{parameter}}) { }
        }
        """,
        "error OP0401: Constructor parameter 'name' of 'Store' is neither [FromCaller], a keyed shared resource nor a type the worker's services "
            + "can know; register its type in an IWorkerStartup");

    [Theory]
    [InlineData("ILogger<Store> log, ILogger other, ILoggerFactory loggers, IWorkerContext context, IServiceProvider services")]
    [InlineData("IEnumerable<IComparable> all, Microsoft.Extensions.DependencyInjection.IServiceScopeFactory scopes")]
    [InlineData("int retries = 3, string name = \"x\", TimeProvider? clock = null, DayOfWeek day = default")]
    public Task Analyze_BuiltInServicesAndDefaults_IsSilent(string parameters) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Store
        {
            public Store({{parameters}}) { }
        }
        """);

    [Theory]
    [InlineData("TimeProvider clock, Uri[] all, Func<int> make")]
    [InlineData("[Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"a\")] TimeProvider clock")]
    [InlineData("IOther other")]
    public Task Analyze_ServicesWithStartup_IsSilent(string parameters) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        $$"""
        {{Startup}}
        [RemoteWorker]
        public sealed class Other { public int Get() => 1; }

        [RemoteWorker]
        public sealed class Store
        {
            public Store({{parameters}}) { }
        }
        """);

    [Fact]
    public void Analyze_SuppressedByOneWhoKnowsBetter_IsStillEmitted()
    {
        string emitted = Infrastructure.GeneratorRun.Sound(
            """
            #pragma warning disable OP0401
            [RemoteWorker]
            public sealed class Store(Guid id)
            {
                public Guid Id() => id;
            }
            """).Text("Store.Remote.g.cs");

        emitted.ShouldContain("new global::Store(activation.GetRequiredService<global::System.Guid>())");
    }
}
