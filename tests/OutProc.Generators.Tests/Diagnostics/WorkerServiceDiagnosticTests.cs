using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0405: worker classes among the services of the host.</summary>
public sealed class WorkerServiceDiagnosticTests
{
    private const string Message =
        "warning OP0405: Worker class 'Thumbnails' is registered in the host's services; calls would run in-process, "
        + "use AddOutProc().AddWorker<IThumbnails>()";

    [Theory]
    [InlineData("services.AddSingleton<[|Thumbnails|]>();")]
    [InlineData("services.AddScoped<[|Acme.Thumbnails|]>();")]
    [InlineData("services.AddTransient<object, [|Thumbnails|]>();")]
    [InlineData("services.AddKeyedSingleton<[|Thumbnails|]>(\"a\");")]
    [InlineData("services.AddSingleton(typeof(object), [|typeof(Thumbnails)|]);")]
    [InlineData("services.AddSingleton<[|Thumbnails|]>(provider => new Thumbnails());")]
    [InlineData("[|services.AddSingleton(new Thumbnails())|];")]
    [InlineData("services.TryAddSingleton<[|Thumbnails|]>();")]
    [InlineData("services.Add(ServiceDescriptor.Singleton<object, [|Thumbnails|]>());")]
    [InlineData("ServiceCollectionServiceExtensions.AddSingleton<[|Thumbnails|]>(services);")]
    [InlineData("services.AddOptions().AddSingleton<[|Thumbnails|]>().AddOutProc();")]
    public Task Analyze_Registration_NamesTheContract(string statement) => AnalyzerRun.VerifyAsync<WorkerServiceAnalyzer>(Program(statement), Message);

    [Fact]
    public Task Analyze_WorkerOfDeclaredContract_NamesThat() => AnalyzerRun.VerifyAsync<WorkerServiceAnalyzer>(
        """
        using Microsoft.Extensions.DependencyInjection;

        [RemoteContract] public partial interface IOrders { ValueTask<int> CountAsync(); }
        [RemoteWorker] public sealed class Shop : IOrders { public ValueTask<int> CountAsync() => default; }
        [RemoteWorker<IOrders>] public sealed class Other : IOrders { public ValueTask<int> CountAsync() => default; }

        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton<IOrders, [|Shop|]>();
                services.AddSingleton<IOrders, [|Other|]>();
            }
        }
        """,
        "warning OP0405: Worker class 'Shop' is registered in the host's services; calls would run in-process, use AddOutProc().AddWorker<IOrders>()",
        "warning OP0405: Worker class 'Other' is registered in the host's services; calls would run in-process, use AddOutProc().AddWorker<IOrders>()");

    [Theory]
    [InlineData("services.AddOutProc().AddWorker<IThumbnails>();")]
    [InlineData("services.AddSingleton<Plain>();")]
    [InlineData("services.AddSingleton<Func<Thumbnails>>(() => new Thumbnails());")]
    [InlineData("services.AddSingleton<ILogger<Thumbnails>>(provider => null!);")]
    [InlineData("Own.AddSingleton<Thumbnails>();")]
    public Task Analyze_OtherCalls_IsSilent(string statement) => AnalyzerRun.VerifySoundAsync<WorkerServiceAnalyzer>(Program(statement));

    [Fact]
    public Task Analyze_InsideAStartupOfWorkers_IsSilent() => AnalyzerRun.VerifySoundAsync<WorkerServiceAnalyzer>(
        """
        using Microsoft.Extensions.DependencyInjection;

        [RemoteWorker] public sealed class Thumbnails { public int Count() => 1; }

        public sealed class Startup : IWorkerStartup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddSingleton<Thumbnails>();
        }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<WorkerServiceAnalyzer>(
        Program("#pragma warning disable OP0405\nservices.AddSingleton<Thumbnails>();\n#pragma warning restore OP0405"));

    private static string Program(string statement) =>
        $$"""
        using Acme;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        namespace Acme
        {
            [RemoteWorker] public sealed class Thumbnails { public int Count() => 1; }
            public sealed class Plain { }
            public static class Own { public static void AddSingleton<T>() { } }
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.TryAddSingleton<Plain>();
                {{statement}}
            }
        }
        """;
}
