using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

/// <summary>A worker that runs a method reads urgent frames all the same. The only ones so far take back large calls that were not sent whole.</summary>
public sealed class StandbyReaderTests
{
    private const int FarMoreThanTheRing = 900_000;

    [Fact]
    public async Task Abort_WhileAMethodRuns_IsReadAndNothingElseIsRun()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);
        Task<int> blocking = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 1).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        Task<int> behind = calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask();
        long received = worker.WorkerData.BytesReceived;

        using var cancellation = new CancellationTokenSource();
        Task<int> large = calls.CallAsync(ProbeDispatcher.Echo, new byte[FarMoreThanTheRing], cancellation.Token).AsTask();
        worker.WorkerData.BytesReceived.ShouldBe(received, "the loop is busy");
        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<RemoteCanceledException>(() => large.DefaultTimeout());
        await WaitUntilAsync(() => worker.WorkerData.BytesReceived > received + 50_000).DefaultTimeout();
        worker.Probe.Started.ToArray().ShouldBe([1], "the standby runs nothing");

        worker.Probe.Release.SetResult();
        (await blocking.DefaultTimeout()).ShouldBe(1);
        (await behind.DefaultTimeout()).ShouldBe(2);
        (await calls.CallAsync(ProbeDispatcher.Echo, 3).DefaultTimeout()).ShouldBe(3);
    }

    [Fact]
    public async Task Aborts_BetweenCalls_LoseNoCall()
    {
        await using LoopbackEndpoint worker = Start(out ProbeCalls calls);
        using var stop = new CancellationTokenSource();
        Task aborting = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var cancellation = new CancellationTokenSource();
                Task<int> large = calls.CallAsync(ProbeDispatcher.Throw, new byte[FarMoreThanTheRing], cancellation.Token).AsTask();
                await cancellation.CancelAsync();
                await Assert.ThrowsAnyAsync<Exception>(() => large.DefaultTimeout());
            }
        });

        Task<int>[] callers = [.. Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            int right = 0;
            for (int i = 0; i < 1000; i++)
            {
                right += await calls.CallAsync(ProbeDispatcher.Echo, i).DefaultTimeout() == i ? 1 : 0;
            }

            return right;
        }))];

        (await Task.WhenAll(callers).DefaultTimeout()).ShouldAllBe(static right => right == 1000);
        await stop.CancelAsync();
        await aborting.DefaultTimeout();
        worker.Probe.MaxRunning.ShouldBe(1);
    }

    private static LoopbackEndpoint Start(out ProbeCalls calls)
    {
        var worker = new LoopbackEndpoint(new ProbeDispatcher(), ChannelKind.SharedMemory, WorkerConcurrency.Serialized);
        var router = new ProbeCalls.ToConnection(worker.Connection);
        worker.Connection.Start(router);
        calls = new ProbeCalls(router);
        return worker;
    }

    /// <summary>Another thread's progress can only be looked at.</summary>
    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1);
        }
    }
}
