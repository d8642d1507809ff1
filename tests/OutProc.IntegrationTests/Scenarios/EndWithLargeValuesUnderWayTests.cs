using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A69, A70: the end of a worker, or of the pool, while more is under way than any buffer holds.

/// <summary>Values that nobody reads any more hold up nobody's end.</summary>
public sealed class EndWithLargeValuesUnderWayTests
{
    private const int Size = 32 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Kill_LargeArgumentsUnderWay_EveryCallEnds(WorkerTransport transport)
    {
        await using IWorkerPool<IReverser> pool = await StartAsync(transport);
        byte[] data = new byte[Size];
        data[0] = 1;
        Task<byte[]>[] calls = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => pool.Proxy.ReverseAsync(data, Token).AsTask()))];

        pool.Workers[0].Kill();

        foreach (Task<byte[]> call in calls)
        {
            try
            {
                (await call.DefaultTimeout())[^1].ShouldBe((byte)1);
            }
            catch (WorkerCrashedException)
            {
                // It was the one that ran.
            }
        }

        (await pool.Proxy.ReverseAsync([1, 2], Token).DefaultTimeout()).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Dispose_LargeValuesUnderWay_ReturnsInTime(WorkerTransport transport)
    {
        IWorkerPool<IReverser> pool = await StartAsync(transport);
        byte[] data = new byte[Size];
        Task<byte[]>[] calls = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => pool.Proxy.ReverseAsync(data, Token).AsTask()))];
        long started = Stopwatch.GetTimestamp();

        await pool.DisposeAsync().DefaultTimeout();

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20), "grace, kill and a second");
        foreach (Task<byte[]> call in calls)
        {
            await ((Task)call).DefaultTimeout().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            (call.IsCompletedSuccessfully || call.Exception?.InnerException is WorkerCrashedException or ObjectDisposedException).ShouldBeTrue(
                call.Exception?.ToString());
        }
    }

    private static Task<IWorkerPool<IReverser>> StartAsync(WorkerTransport transport) => WorkerPool.StartAsync<IReverser>(
        options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Launch.Transport = transport;
            options.Launch.ShutdownGrace = TimeSpan.FromSeconds(2);
            options.Pool.MaxWorkers = 1;
        },
        cancellationToken: Token).DefaultTimeout();
}
