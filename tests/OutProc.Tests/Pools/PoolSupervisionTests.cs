using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;
using OutProc.Workers;

namespace OutProc.Tests.Pools;

public sealed class PoolSupervisionTests
{
    private static readonly WorkerStartException s_failure =
        new(WorkerStartFailure.StartupThrew, "The constructor threw.", null, new InvalidOperationException("inner"));

    [Fact]
    public async Task StartFails_ThreeTimes_FaultsThePoolWithTheCause()
    {
        var launcher = new LoopbackLauncher { Failure = s_failure };
        await using PoolScheduler pool = Create(launcher);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        WorkerPoolFaultedException error = await FaultAsync(pool, calls);

        launcher.Starts.ShouldBe(3);
        error.InnerException.ShouldBeOfType<WorkerStartException>().InnerException.ShouldBeSameAs(s_failure.InnerException);
        error.Message.ShouldContain("The constructor threw.");
        error.Message.ShouldContain("ResetAsync");
        pool.Fault.ShouldNotBeNull().Message.ShouldBe(error.Message);

        // The cause has gone, but nobody has said so.
        launcher.Failure = null;
        await Assert.ThrowsAsync<WorkerPoolFaultedException>(() => calls.CallAsync(ProbeDispatcher.Echo, 1).AsTask().DefaultTimeout());
        launcher.Starts.ShouldBe(3);
    }

    [Fact]
    public async Task StartFails_OfManyAtOnce_CountsOnce()
    {
        var allowed = new TaskCompletionSource();
        var launcher = new LoopbackLauncher { Failure = s_failure, Allowed = allowed.Task };
        await using PoolScheduler pool = Create(launcher, options => options.Pool.MaxWorkers = 8);
        Task start = pool.StartAsync(8, CancellationToken.None);

        allowed.SetResult();

        await Assert.ThrowsAsync<WorkerStartException>(() => start.DefaultTimeout());
        pool.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task ResetAsync_CauseGone_ServesAgain()
    {
        var launcher = new LoopbackLauncher { Failure = s_failure };
        await using PoolScheduler pool = Create(launcher);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        await FaultAsync(pool, calls);

        launcher.Failure = null;
        await pool.ResetAsync(CancellationToken.None).DefaultTimeout();

        pool.Fault.ShouldBeNull();
        (await calls.CallAsync(ProbeDispatcher.Echo, 5).DefaultTimeout()).ShouldBe(5);
    }

    [Fact]
    public async Task ResetAsync_CauseStays_TellsIt()
    {
        var launcher = new LoopbackLauncher { Failure = s_failure };
        await using PoolScheduler pool = Create(launcher);
        await FaultAsync(pool, new ProbeCalls(ProbeCalls.Pool(pool)));

        await Assert.ThrowsAsync<WorkerStartException>(() => pool.ResetAsync(CancellationToken.None).DefaultTimeout());
    }

    [Fact]
    public async Task Kill_IdleInfantsInALoop_FaultsThePoolWithTheLastExit()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, options => options.Pool.MinWorkers = 1);
        await pool.StartAsync(1, CancellationToken.None).DefaultTimeout();

        await Task.Run(() => SpinWait.SpinUntil(() =>
        {
            pool.Snapshot().ForEach(static worker => worker.Endpoint.Kill(CrashCause.Exited));
            return pool.Fault is not null;
        })).DefaultTimeout();

        pool.Fault!.InnerException.ShouldBeOfType<WorkerStartException>().Exit.ShouldNotBeNull().Signal.ShouldBe(9);
        launcher.Starts.ShouldBe(3);
    }

    [Fact]
    public async Task Kill_UnderCallsInALoop_NeverFaultsThePool()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        for (int i = 0; i < 10; i++)
        {
            Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, i).AsTask();
            await WaitUntilAsync(() => launcher.Endpoints.Count == i + 1);
            LoopbackEndpoint worker = launcher.Endpoints.Last();
            await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
            worker.Kill(CrashCause.Exited);
            await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        }

        pool.Fault.ShouldBeNull();
        (await calls.CallAsync(ProbeDispatcher.Echo, 5).DefaultTimeout()).ShouldBe(5);
    }

    [Fact]
    public async Task Fault_OtherWorkersAlive_TheyServeOn()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, options => options.Pool.MaxWorkers = 2);
        await pool.StartAsync(1, CancellationToken.None).DefaultTimeout();
        launcher.Failure = s_failure;
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<WorkerStartException>(() => pool.StartAsync(2, CancellationToken.None).DefaultTimeout());
        }

        pool.Fault.ShouldNotBeNull();
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        (await calls.CallAsync(ProbeDispatcher.Echo, 5).DefaultTimeout()).ShouldBe(5);

        // The last one takes the hope along: what waits behind its call is told.
        Task<int> running = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await WaitUntilAsync(() => launcher.Endpoints.First().Probe.Started.Count == 2);
        Task<int> waiting = calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask();
        launcher.Endpoints.First().Kill(CrashCause.Exited);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => running.DefaultTimeout());
        await Assert.ThrowsAsync<WorkerPoolFaultedException>(() => waiting.DefaultTimeout());
    }

    [Fact]
    public async Task RecycleAfterCalls_ManyCalls_AllAreRightAndWorkersChange()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, options => options.Recycle.AfterCalls = 10);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        for (int i = 0; launcher.Starts < 4; i++)
        {
            (await calls.CallAsync(ProbeDispatcher.Echo, i).DefaultTimeout()).ShouldBe(i);
        }

        await WaitUntilAsync(() => launcher.Endpoints.Take(2).All(worker => worker.Exited.IsCompleted));
        launcher.Endpoints.ShouldAllBe(worker => worker.WorkerId == 1);
        launcher.Endpoints.First().Probe.Started.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Recycle_CallUnderWay_EndsOnTheOldWorkerWhileTheNewOneServes()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, options => options.Recycle.AfterCalls = 1);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        Task<int> slow = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await WaitUntilAsync(() => launcher.Endpoints.Count == 2);

        // The old worker is busy, so this one is served by the new one.
        (await calls.CallAsync(ProbeDispatcher.Echo, 2).DefaultTimeout()).ShouldBe(2);
        launcher.Endpoints.First().Exited.IsCompleted.ShouldBeFalse();
        pool.Snapshot().Count.ShouldBe(2);
        pool.StateOf(pool.Snapshot()[1].Slot, launcher.Endpoints.First()).ShouldBe(WorkerState.Stopping);

        launcher.Endpoints.First().Probe.Release.SetResult();
        (await slow.DefaultTimeout()).ShouldBe(1);
        await launcher.Endpoints.First().Exited.DefaultTimeout();
    }

    [Fact]
    public async Task Recycle_ReplacementDoesNotStart_TheOldWorkerServesOn()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, options => options.Recycle.AfterCalls = 3);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        await pool.StartAsync(1, CancellationToken.None).DefaultTimeout();
        launcher.Failure = s_failure;

        for (int i = 0; i < 100; i++)
        {
            (await calls.CallAsync(ProbeDispatcher.Echo, i).DefaultTimeout()).ShouldBe(i);
        }

        launcher.Endpoints.ShouldHaveSingleItem().Probe.Started.Count.ShouldBe(100);
    }

    [Fact]
    public async Task RecycleAfterAge_WorkerGetsOld_IsReplacedWithoutACall()
    {
        var launcher = new LoopbackLauncher();
        await using PoolScheduler pool = Create(launcher, options => options.Recycle.AfterAge = TimeSpan.FromMilliseconds(50));
        await pool.StartAsync(1, CancellationToken.None).DefaultTimeout();

        await launcher.Endpoints.First().Exited.DefaultTimeout();

        launcher.Starts.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Dispose_WhileRetiring_StopsBoth()
    {
        var launcher = new LoopbackLauncher();
        PoolScheduler pool = Create(launcher, options =>
        {
            options.Recycle.AfterCalls = 1;
            options.Launch.ShutdownGrace = TimeSpan.FromMilliseconds(50);
        });
        Task<int> slow = new ProbeCalls(ProbeCalls.Pool(pool)).CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await WaitUntilAsync(() => launcher.Endpoints.Count == 2 && pool.Snapshot().Count == 2);

        await pool.DisposeAsync().DefaultTimeout();

        launcher.Endpoints.ShouldAllBe(worker => worker.Exited.IsCompleted);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => slow.DefaultTimeout());
    }

    [Fact]
    public void TryGetResidentBytes_OfThisProcess_IsPlausible()
        => ProcessMemory.TryGetResidentBytes(Environment.ProcessId).ShouldNotBeNull().ShouldBeInRange(1 << 20, Environment.WorkingSet * 4);

    [Fact]
    public void TryGetResidentBytes_OfNoProcess_IsNull() => ProcessMemory.TryGetResidentBytes(int.MaxValue).ShouldBeNull();

    private static PoolScheduler Create(LoopbackLauncher launcher, Action<WorkerPoolOptions>? configure = null)
    {
        var options = new WorkerPoolOptions();
        options.Pool.MaxWorkers = 1;
        options.Restart.FirstDelay = TimeSpan.FromMilliseconds(1);
        options.Restart.Window = TimeSpan.FromMinutes(1);
        configure?.Invoke(options);
        return new PoolScheduler(ProbeCalls.Descriptor, options, launcher, NullLoggerFactory.Instance);
    }

    /// <summary>Calls until the pool has given up.</summary>
    private static async Task<WorkerPoolFaultedException> FaultAsync(PoolScheduler pool, ProbeCalls calls)
    {
        await Task.Run(async () =>
        {
            while (pool.Fault is null)
            {
                await Assert.ThrowsAnyAsync<OutProcException>(() => calls.CallAsync(ProbeDispatcher.Echo, 1).AsTask());
            }
        }).DefaultTimeout();
        return await Assert.ThrowsAsync<WorkerPoolFaultedException>(() => calls.CallAsync(ProbeDispatcher.Echo, 1).AsTask().DefaultTimeout());
    }

    private static Task WaitUntilAsync(Func<bool> condition) => Task.Run(() => SpinWait.SpinUntil(condition)).DefaultTimeout();
}
