using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Pools;

/// <summary>How long calls may wait and run.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(60);

    private readonly LoopbackLauncher _launcher = new();

    [Fact]
    public async Task Call_RunsLongerThanTheTimeout_IsCancelledAndTimesOut()
    {
        await using PoolScheduler pool = Create(options => options.Calls.Timeout = s_limit);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        RemoteTimeoutException error = await Assert.ThrowsAsync<RemoteTimeoutException>(
            () => calls.CallAsync(ProbeDispatcher.UntilCancelled, 1).DefaultTimeout());

        error.Executed.ShouldBeGreaterThanOrEqualTo(s_limit);
        error.WorkerKilled.ShouldBeFalse();
        error.Method.ShouldBe("UntilCancelled");
        error.Message.ShouldContain("0.06 s");
        (await calls.CallAsync(ProbeDispatcher.Echo, 2).DefaultTimeout()).ShouldBe(2);
        _launcher.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task Call_IgnoresTheTimeout_WorkerIsKilledAndCallerTold()
    {
        await using PoolScheduler pool = Create(options =>
        {
            options.Calls.Timeout = s_limit;
            options.Calls.CancelGrace = TimeSpan.FromMilliseconds(50);
        });
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));

        RemoteTimeoutException error = await Assert.ThrowsAsync<RemoteTimeoutException>(
            () => calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 1).DefaultTimeout());

        error.WorkerKilled.ShouldBeTrue();
        error.Worker.ShouldBe("Probe #1");
        _launcher.Endpoints.First().Probe.Release.SetResult();
    }

    [Fact]
    public async Task Call_MethodHasItsOwnLimit_PoolsDoesNotCount()
    {
        await using PoolScheduler pool = Create(options => options.Calls.Timeout = TimeSpan.FromMinutes(5));
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        var limited = new MethodDescriptor(ProbeDispatcher.UntilCancelled, 103, "UntilCancelled", 0, "") { TimeoutMilliseconds = 50 };

        RemoteTimeoutException error = await Assert.ThrowsAsync<RemoteTimeoutException>(() => calls.CallAsync(limited, 1).DefaultTimeout());

        error.Executed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Call_TimeInTheQueue_DoesNotCountAsRunTime()
    {
        await using PoolScheduler pool = Create(options => options.Calls.Timeout = 3 * s_limit);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        var endless = new MethodDescriptor(ProbeDispatcher.EchoWhenReleased, 101, "EchoWhenReleased", 0, "") { TimeoutMilliseconds = -1 };
        Task<int> first = calls.CallAsync(endless, 1).AsTask();
        ProbeDispatcher probe = await StartedAsync();

        Task<int> second = calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask();
        await Task.Delay(6 * s_limit, TestContext.Current.CancellationToken);
        probe.Release.SetResult();

        (await first.DefaultTimeout()).ShouldBe(1);
        (await second.DefaultTimeout()).ShouldBe(2);
    }

    [Fact]
    public async Task Call_SentAheadOfItsTurn_LimitStartsWithItsTurn()
    {
        await using PoolScheduler pool = Create(options => options.Calls.Timeout = 3 * s_limit);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool, prefetch: 4));
        var endless = new MethodDescriptor(ProbeDispatcher.EchoWhenReleased, 101, "EchoWhenReleased", 0, "") { TimeoutMilliseconds = -1 };
        Task<int> first = calls.CallAsync(endless, 1).AsTask();
        ProbeDispatcher probe = await StartedAsync();

        Task<int> second = calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask();
        Task<int> third = calls.CallAsync(ProbeDispatcher.UntilCancelled, 3).AsTask();
        await Task.Delay(6 * s_limit, TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse();
        probe.Release.SetResult();

        (await first.DefaultTimeout()).ShouldBe(1);
        (await second.DefaultTimeout()).ShouldBe(2);
        await Assert.ThrowsAsync<RemoteTimeoutException>(() => third.DefaultTimeout());
    }

    [Fact]
    public async Task Call_WaitsLongerThanTheQueueTimeout_FailsUnstarted()
    {
        await using PoolScheduler pool = Create(options => options.Pool.QueueTimeout = s_limit);
        await pool.StartAsync(1, TestContext.Current.CancellationToken).DefaultTimeout();
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        Task<int> first = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        ProbeDispatcher probe = await StartedAsync();

        RemoteTimeoutException error = await Assert.ThrowsAsync<RemoteTimeoutException>(
            () => calls.CallAsync(ProbeDispatcher.Echo, 2).DefaultTimeout());

        error.Executed.ShouldBe(TimeSpan.Zero);
        error.Queued.ShouldBeGreaterThanOrEqualTo(s_limit);
        error.Worker.ShouldBeNull();
        error.Message.ShouldContain("Pool.QueueTimeout");
        probe.Release.SetResult();
        (await first.DefaultTimeout()).ShouldBe(1, "it was in a worker, not in the queue");
        probe.Started.ShouldBe([1]);
    }

    [Fact]
    public async Task Call_DebuggerAttachedToTheWorker_ClocksStop()
    {
        await using PoolScheduler pool = Create(options =>
        {
            options.Calls.Timeout = s_limit;
            options.Calls.CancelGrace = TimeSpan.FromMilliseconds(1);
        });
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        (await calls.CallAsync(ProbeDispatcher.Echo, 1).DefaultTimeout()).ShouldBe(1);
        LoopbackEndpoint worker = _launcher.Endpoints.First();
        worker.Connection.OnDebugger(attached: true);

        Task<int> call = calls.CallAsync(ProbeDispatcher.UntilCancelled, 1).AsTask();
        await Task.Delay(4 * s_limit, TestContext.Current.CancellationToken);
        call.IsCompleted.ShouldBeFalse();
        worker.Connection.OnDebugger(attached: false);

        await Assert.ThrowsAsync<RemoteTimeoutException>(() => call.DefaultTimeout());
    }

    [Fact]
    public async Task Call_CancelledAndTimedOutButEnds_DeliversItsResult()
    {
        await using PoolScheduler pool = Create(options => options.Calls.Timeout = s_limit);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        using var cancel = new CancellationTokenSource();
        var call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1, cancel.Token).AsTask();
        ProbeDispatcher probe = await StartedAsync();
        await Task.Delay(2 * s_limit, TestContext.Current.CancellationToken);

        cancel.Cancel();
        probe.Release.SetResult();

        // Neither stopped the method: what it returned is delivered.
        (await call.DefaultTimeout()).ShouldBe(1);
    }

    [Fact]
    public async Task Calls_ManyWithinTheirLimits_LeaveNothingOnTheWheel()
    {
        await using PoolScheduler pool = Create(options =>
        {
            options.Calls.Timeout = TimeSpan.FromMinutes(1);
            options.Pool.QueueTimeout = TimeSpan.FromMinutes(1);
        });
        var calls = new ProbeCalls(ProbeCalls.Pool(pool, prefetch: 4));
        int before = OutProc.Rpc.TimerWheel.Shared.Count;

        Task<int>[] all = [.. Enumerable.Range(0, 500).Select(i => calls.CallAsync(ProbeDispatcher.Echo, i).AsTask())];

        (await Task.WhenAll(all).DefaultTimeout()).ShouldBe(Enumerable.Range(0, 500));
        OutProc.Rpc.TimerWheel.Shared.Count.ShouldBeLessThanOrEqualTo(before + 50, "those of other tests come and go");
    }

    private async Task<ProbeDispatcher> StartedAsync()
    {
        while (_launcher.Endpoints.IsEmpty)
        {
            await Task.Yield();
        }

        ProbeDispatcher probe = _launcher.Endpoints.First().Probe;
        await probe.StartedSignal.WaitAsync().DefaultTimeout();
        return probe;
    }

    private PoolScheduler Create(Action<WorkerPoolOptions> configure)
    {
        var options = new WorkerPoolOptions { Pool = { MaxWorkers = 1 } };
        configure(options);
        return new PoolScheduler(ProbeCalls.Descriptor, options, _launcher, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
    }
}
