using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Pools;

/// <summary>Generic workers, whose processes must find the class that is closed with the caller's types.</summary>
public sealed class GenericWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ExecutionMode.Process)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task StartAsync_ClosedContract_KeepsItsItems(ExecutionMode mode)
    {
        await using IWorkerPool<IShelf<string>> pool = await WorkerPool.StartAsync<IShelf<string>>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token).DefaultTimeout();

        await pool.Proxy.PutAsync(1, "one", Token).DefaultTimeout();

        (await pool.Proxy.GetAsync(1, Token).DefaultTimeout()).ShouldBe("one");
        (await pool.Proxy.GetAsync(2, Token).DefaultTimeout()).ShouldBeNull();
        ((await pool.Proxy.ProcessIdAsync(Token).DefaultTimeout()) == Environment.ProcessId).ShouldBe(mode == ExecutionMode.InProcess);
    }

    [Fact]
    public async Task AddWorker_TwoClosings_EachHasAProcessOfItsOwn()
    {
        var collection = new ServiceCollection();
        collection.AddOutProc()
            .AddWorker<IShelf<string>>(static options => options.Pool.MaxWorkers = 1)
            .AddWorker<IShelf<Dictionary<string, long[]>>>(static options => options.Pool.MaxWorkers = 1);
        await using ServiceProvider services = collection.BuildServiceProvider();
        var texts = services.GetRequiredService<IShelf<string>>();
        var maps = services.GetRequiredService<IShelf<Dictionary<string, long[]>>>();

        await texts.PutAsync(1, "one", Token).DefaultTimeout();
        await maps.PutAsync(1, new Dictionary<string, long[]> { ["a"] = [1, 2] }, Token).DefaultTimeout();

        (await texts.GetAsync(1, Token).DefaultTimeout()).ShouldBe("one");
        (await maps.GetAsync(1, Token).DefaultTimeout()).ShouldNotBeNull()["a"].ShouldBe([1, 2]);
        (await texts.ProcessIdAsync(Token).DefaultTimeout()).ShouldNotBe(await maps.ProcessIdAsync(Token).DefaultTimeout());
    }

    [Theory]
    [InlineData("OutProc.TestWorkers.Shelf", true)]
    [InlineData("OutProc.TestWorkers.Shell", false)]
    public async Task IsEnabled_InWorker_IsTheHostsLevelForTheGenericClass(string category, bool expected)
    {
        await using IWorkerPool<IShelf<string>> pool = await WorkerPool.StartAsync<IShelf<string>>(
            static options => options.Pool.MaxWorkers = 1, new CategoryLoggerFactory(category), Token).DefaultTimeout();

        (await pool.Proxy.IsTracedAsync(Token).DefaultTimeout()).ShouldBe(expected);
    }

    [Fact]
    public void Descriptor_TypeThatIsNotClosed_SaysWhichAre()
        => Should.Throw<InvalidOperationException>(static () => new ServiceCollection().AddOutProc().AddWorker<IShelf<Guid>>())
            .Message.ShouldStartWith("No worker serves OutProc.TestWorkers.IShelf<T> closed with System.Guid; ");

    /// <summary>Wants everything of one category and nothing of others.</summary>
    private sealed class CategoryLoggerFactory(string category) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => categoryName == category ? new TraceLogger() : NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class TraceLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }
    }
}
