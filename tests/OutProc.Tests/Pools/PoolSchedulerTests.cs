using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Pools;

public sealed class PoolSchedulerTests
{
    [Fact]
    public async Task Dispatch_FirstCall_StartsAWorker()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 4);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        (await calls.CallAsync(ProbeDispatcher.Echo, 1).DefaultTimeout()).ShouldBe(1);

        launcher.Starts.ShouldBe(1);
        pool.Snapshot().ShouldHaveSingleItem().Endpoint.WorkerId.ShouldBe(1);
    }

    [Fact]
    public async Task Dispatch_MoreCallsThanWorkers_OneToEachWorkerAndTheRestWaits()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 2);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        Task<int>[] all = [.. Enumerable.Range(0, 6).Select(i => calls.CallAsync(ProbeDispatcher.EchoWhenReleased, i).AsTask())];
        await WaitForStartsAsync(launcher, 2);

        launcher.Endpoints.ShouldAllBe(worker => worker.Probe.Started.Count == 1);
        foreach (LoopbackEndpoint worker in launcher.Endpoints)
        {
            worker.Probe.Release.SetResult();
        }

        (await Task.WhenAll(all).DefaultTimeout()).ShouldBe(Enumerable.Range(0, 6));
    }

    [Fact]
    public async Task Dispatch_WithPrefetch_FillsTheWorkersEvenly()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 2);
        await pool.StartAsync(2, CancellationToken.None).DefaultTimeout();
        var calls = new ProbeCalls(ProbeCalls.Pool(pool, prefetch: 4));

        Task<int>[] all = [.. Enumerable.Range(0, 10).Select(i => calls.CallAsync(ProbeDispatcher.EchoWhenReleased, i).AsTask())];

        pool.Snapshot().ShouldAllBe(worker => worker.Slot.InFlight == 5);
        foreach (LoopbackEndpoint worker in launcher.Endpoints)
        {
            worker.Probe.Release.SetResult();
        }

        await Task.WhenAll(all).DefaultTimeout();
    }

    [Fact]
    public async Task Kill_WorkerWithPrefetchedCalls_OnlyTheRunningCallFails()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 1);
        await pool.StartAsync(1, CancellationToken.None).DefaultTimeout();
        var calls = new ProbeCalls(ProbeCalls.Pool(pool, prefetch: 4));
        Task<int> running = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 0).AsTask();
        await launcher.Endpoints.First().Probe.StartedSignal.WaitAsync().DefaultTimeout();
        Task<int>[] waiting = [.. Enumerable.Range(1, 8).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];

        launcher.Endpoints.First().Kill(CrashCause.Exited);

        await Should.ThrowAsync<WorkerCrashedException>(running.DefaultTimeout());
        (await Task.WhenAll(waiting).DefaultTimeout()).ShouldBe(Enumerable.Range(1, 8));
        LoopbackEndpoint replacement = launcher.Endpoints.Last();
        replacement.Generation.ShouldBe(2);
        replacement.WorkerId.ShouldBe(1);
        replacement.Probe.Started.ShouldBe(Enumerable.Range(1, 8));
    }

    [Fact]
    public async Task Kill_IdempotentCallRunning_RunsOnTheReplacement()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 1);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        Task<int> call = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 9).AsTask();
        await WaitForStartsAsync(launcher, 1);
        LoopbackEndpoint first = launcher.Endpoints.First();

        first.Kill(CrashCause.Exited);
        await WaitForStartsAsync(launcher, 2);
        launcher.Endpoints.Last().Probe.Release.SetResult();

        (await call.DefaultTimeout()).ShouldBe(9);
        first.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Kill_IdempotentCallKillsTwoWorkers_IsRefusedAsPoison()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 1);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        Task<int> call = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 9).AsTask();

        for (int attempt = 1; attempt <= 2; attempt++)
        {
            await WaitForStartsAsync(launcher, attempt);
            launcher.Endpoints.Last().Kill(CrashCause.Exited);
        }

        PoisonCallException error = await Assert.ThrowsAsync<PoisonCallException>(() => call.DefaultTimeout());
        error.Exits.Count.ShouldBe(2);
        error.Exits.ShouldAllBe(exit => exit.Signal == 9);
        error.Method.ShouldBe("BlockUntilReleased");
        error.Message.ShouldContain("SIGKILL");
        launcher.Starts.ShouldBe(2);
        launcher.Endpoints.ToList().ForEach(worker => worker.Probe.Release.SetResult());
    }

    [Fact]
    public async Task StartFails_ManyCallersWaiting_AllGetTheErrorAndNoStormFollows()
    {
        var failure = new WorkerStartException(WorkerStartFailure.StartupThrew, "The constructor threw.", null, new InvalidOperationException("inner"));
        var allowed = new TaskCompletionSource();
        var launcher = new LoopbackLauncher { Failure = failure, Allowed = allowed.Task };
        await using PoolScheduler pool = Create(launcher, maxWorkers: 4);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        Task<int>[] waiting = [.. Enumerable.Range(0, 100).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];
        allowed.SetResult();

        foreach (Task<int> call in waiting)
        {
            WorkerStartException error = await Should.ThrowAsync<WorkerStartException>(call.DefaultTimeout());
            error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
            error.InnerException.ShouldBeSameAs(failure.InnerException);
        }

        launcher.Starts.ShouldBeLessThanOrEqualTo(4);

        // Within the back-off a call fails at once, with the same cause, and starts nothing.
        int startsBefore = launcher.Starts;
        await Should.ThrowAsync<WorkerStartException>(calls.CallAsync(ProbeDispatcher.Echo, 1).AsTask().DefaultTimeout());
        launcher.Starts.ShouldBe(startsBefore);
    }

    [Fact]
    public async Task StartFails_CauseGoesAway_LaterCallsSucceed()
    {
        var launcher = new LoopbackLauncher { Failure = new WorkerStartException(WorkerStartFailure.SpawnFailed, "no") };
        await using PoolScheduler pool = Create(launcher, maxWorkers: 1);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        await Should.ThrowAsync<WorkerStartException>(calls.CallAsync(ProbeDispatcher.Echo, 1).AsTask().DefaultTimeout());

        launcher.Failure = null;
        int result = await RetryWhileStartFailsAsync(() => calls.CallAsync(ProbeDispatcher.Echo, 5)).DefaultTimeout();

        result.ShouldBe(5);
    }

    [Fact]
    public async Task Dispatch_QueueFull_FailsBusy()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 1, maxQueue: 2);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        Task<int> running = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 0).AsTask();
        await WaitForStartsAsync(launcher, 1);
        Task<int>[] queued = [.. Enumerable.Range(1, 2).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];

        WorkerPoolBusyException error = await Should.ThrowAsync<WorkerPoolBusyException>(calls.CallAsync(ProbeDispatcher.Echo, 3).AsTask().DefaultTimeout());

        error.QueueLength.ShouldBe(2);
        launcher.Endpoints.First().Probe.Release.SetResult();
        await Task.WhenAll([running, .. queued]).DefaultTimeout();
    }

    [Fact]
    public async Task Cancel_QueuedCall_EndsAtOnceAndIsNeverSent()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 1);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        using var cancel = new CancellationTokenSource();
        Task<int> running = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 0).AsTask();
        await WaitForStartsAsync(launcher, 1);
        Task<int> queued = calls.CallAsync(ProbeDispatcher.Echo, 1, cancel.Token).AsTask();

        cancel.Cancel();

        RemoteCanceledException error = await Assert.ThrowsAsync<RemoteCanceledException>(() => queued.DefaultTimeout());
        error.WorkerKilled.ShouldBeFalse();
        queued.IsCanceled.ShouldBeTrue();
        launcher.Endpoints.First().Probe.Release.SetResult();
        await running.DefaultTimeout();
        launcher.Endpoints.First().Probe.Started.ShouldBe([0]);
    }

    [Fact]
    public async Task Dispose_WithQueuedCalls_CompletesEveryCall()
    {
        var launcher = new LoopbackLauncher();
        PoolScheduler pool = Create(launcher, maxWorkers: 1);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        Task<int> running = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 0).AsTask();
        await WaitForStartsAsync(launcher, 1);
        Task<int>[] queued = [.. Enumerable.Range(1, 5).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];

        Task disposal = pool.DisposeAsync().AsTask();
        foreach (Task<int> call in queued)
        {
            await Should.ThrowAsync<ObjectDisposedException>(call.DefaultTimeout());
        }

        launcher.Endpoints.First().Probe.Release.SetResult();
        (await running.DefaultTimeout()).ShouldBe(0, "a running call may end within the grace");
        await disposal.DefaultTimeout();
        await pool.DisposeAsync().DefaultTimeout();
        await Should.ThrowAsync<ObjectDisposedException>(calls.CallAsync(ProbeDispatcher.Echo, 1).AsTask().DefaultTimeout());
    }

    [Fact]
    public async Task MinWorkers_WorkerDies_IsReplacedWithoutACall()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, maxWorkers: 2, minWorkers: 2);
        await pool.StartAsync(2, CancellationToken.None).DefaultTimeout();
        LoopbackEndpoint victim = launcher.Endpoints.First();

        victim.Kill(CrashCause.Stopped);
        await victim.Connection.Ended.DefaultTimeout();

        await WaitUntilAsync(() => pool.Snapshot().Count == 2);
        pool.Snapshot().ShouldContain(worker => worker.Endpoint.Generation == 2);
    }

    [Fact]
    public async Task Dispatch_KillsAtRandom_EveryCallEndsExactlyOnce()
    {
        var launcher = new LoopbackLauncher(ChannelKind.Socket);
        await using PoolScheduler pool = Create(launcher, maxWorkers: 3);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool, prefetch: 3));
        var random = new Random(7);
        int right = 0;
        int crashed = 0;

        Task[] callers = [.. Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                int argument = (caller * 1000) + i;
                try
                {
                    (await calls.CallAsync(ProbeDispatcher.Echo, argument)).ShouldBe(argument);
                    Interlocked.Increment(ref right);
                }
                catch (WorkerCrashedException)
                {
                    Interlocked.Increment(ref crashed);
                }
            }
        }))];
        Task all = Task.WhenAll(callers);
        while (!all.IsCompleted)
        {
            List<(WorkerSlot Slot, OutProc.Workers.WorkerEndpoint Endpoint)> running = pool.Snapshot();
            if (running.Count > 0)
            {
                running[random.Next(running.Count)].Endpoint.Kill(CrashCause.Stopped);
            }

            await Task.Yield();
        }

        await all.DefaultTimeout();
        (right + crashed).ShouldBe(8 * 300);
        right.ShouldBeGreaterThan(0);
    }

    private static PoolScheduler Create(LoopbackLauncher launcher, int maxWorkers, int minWorkers = 0, int maxQueue = 1000)
    {
        var options = new WorkerPoolOptions();
        options.Pool.MaxWorkers = maxWorkers;
        options.Pool.MinWorkers = minWorkers;
        options.Pool.MaxQueue = maxQueue;
        return new PoolScheduler(ProbeCalls.Descriptor, options, launcher, NullLoggerFactory.Instance);
    }

    private static async Task WaitForStartsAsync(LoopbackLauncher launcher, int workers)
    {
        await WaitUntilAsync(() => launcher.Endpoints.Count >= workers);
        foreach (LoopbackEndpoint worker in launcher.Endpoints.Where(worker => !worker.Exited.IsCompleted))
        {
            await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        }
    }

    private static Task WaitUntilAsync(Func<bool> condition) => Task.Run(() => SpinWait.SpinUntil(condition)).DefaultTimeout();

    private static async Task<int> RetryWhileStartFailsAsync(Func<ValueTask<int>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (WorkerStartException)
            {
                await Task.Yield();
            }
        }
    }
}
