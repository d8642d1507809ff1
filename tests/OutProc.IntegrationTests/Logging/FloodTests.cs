using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Logging;

/// <summary>A worker that writes without end costs the host processor time, and neither memory nor calls.</summary>
[Collection(nameof(Alone))]
public sealed class FloodTests
{
    /// <summary>What may wait for slow loggers: a mebibyte of lines, four of records, their objects, and what the collector has not taken.</summary>
    private const long MaxGrowth = 64 << 20;

    private static readonly long s_bytes = Environment.GetEnvironmentVariable("OUTPROC_NIGHTLY") == "1" ? 1L << 30 : 48L << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Flood_OfAStream_NeitherGrowsTheHostNorBlocksCalls(bool error, bool slowLogger)
    {
        using var loggers = new CountingLoggerFactory(slowLogger);
        await using IWorkerPool<IChatty> pool = await StartAsync(loggers);
        (await pool.Proxy.EchoAsync(1, Token).DefaultTimeout()).ShouldBe(1);
        long before = HeldMemory();

        Task<long> flood = pool.Proxy.FloodAsync(s_bytes, error, Token).AsTask();
        int calls = 0;
        long peak = 0;
        while (!flood.IsCompleted)
        {
            (await pool.Proxy.EchoAsync(calls, Token).DefaultTimeout()).ShouldBe(calls);
            if (calls++ % 200 == 0)
            {
                peak = Math.Max(peak, HeldMemory());
            }
        }

        (await flood.WaitAsync(TimeSpan.FromMinutes(4), Token)).ShouldBeGreaterThanOrEqualTo(s_bytes);
        calls.ShouldBeGreaterThan(10);
        (Math.Max(peak, HeldMemory()) - before).ShouldBeLessThan(MaxGrowth);
    }

    [Fact]
    public async Task Flood_OfLogRecords_NeitherGrowsTheHostNorBlocksCalls()
    {
        using var loggers = new CountingLoggerFactory(isSlow: true);
        await using IWorkerPool<IChatty> pool = await StartAsync(loggers);
        (await pool.Proxy.EchoAsync(1, Token).DefaultTimeout()).ShouldBe(1);
        long before = HeldMemory();

        Task flood = pool.Proxy.FloodLogAsync(50_000, Token).AsTask();
        int calls = 0;
        while (!flood.IsCompleted)
        {
            (await pool.Proxy.EchoAsync(calls, Token).DefaultTimeout()).ShouldBe(calls);
            calls++;
        }

        await flood.DefaultTimeout();
        (HeldMemory() - before).ShouldBeLessThan(MaxGrowth);
        loggers.Count.ShouldBeLessThan(50_000, "what the logger does not keep up with is dropped");
    }

    private static long HeldMemory() => GC.GetTotalMemory(forceFullCollection: true);

    private static Task<IWorkerPool<IChatty>> StartAsync(ILoggerFactory loggers)
        => WorkerPool.StartAsync<IChatty>(static options => options.Pool.MaxWorkers = 1, loggers, Token).DefaultTimeout();

    /// <summary>Counts records, and takes its time for each when it is slow.</summary>
    private sealed class CountingLoggerFactory(bool isSlow) : ILoggerFactory, ILogger
    {
        private long _count;

        public long Count => Volatile.Read(ref _count);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref _count);
            if (isSlow)
            {
                // A sink that is far too slow: a terminal, a disk that is busy.
                long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000);
                while (Stopwatch.GetTimestamp() < end)
                {
                    Thread.Yield();
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
