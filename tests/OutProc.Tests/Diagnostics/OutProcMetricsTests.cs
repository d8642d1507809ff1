using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Diagnostics;

/// <summary>What <c>Meter "OutProc"</c> tells of pools and calls.</summary>
public sealed class OutProcMetricsTests : IDisposable
{
    /// <summary>A contract of this test alone: the meter is one for the process.</summary>
    private readonly string _contract = $"OutProc.Tests.IMeasured{Guid.NewGuid():N}";

    private readonly LoopbackLauncher _launcher = new();
    private readonly Measurements _measured;

    public OutProcMetricsTests() => _measured = new Measurements(_contract);

    [Fact]
    public async Task Call_Answered_IsMeasured()
    {
        await using PoolScheduler pool = Create();
        await new ProbeCalls(ProbeCalls.Pool(pool)).CallAsync(ProbeDispatcher.Echo, 7).DefaultTimeout();

        (double seconds, Dictionary<string, object?> tags) = _measured.Of("outproc.call.duration").ShouldHaveSingleItem();
        seconds.ShouldBeGreaterThan(0);
        tags[OutProcMetrics.MethodTag].ShouldBe("Echo");
        tags.ShouldNotContainKey(OutProcMetrics.ErrorTag);
        _measured.Of("outproc.payload.bytes").Select(static entry => (entry.Tags[OutProcMetrics.DirectionTag], entry.Value))
            .ShouldBe([("request", 4.0), ("response", 4.0)]);
        _measured.Of("outproc.worker.start.duration").ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0);
        _measured.Of("outproc.worker.restarts").ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_Failed_NamesTheError()
    {
        await using PoolScheduler pool = Create();
        await Assert.ThrowsAnyAsync<Exception>(
            () => new ProbeCalls(ProbeCalls.Pool(pool)).CallAsync(ProbeDispatcher.UntilCancelled, 1, new CancellationToken(true)).DefaultTimeout());

        _measured.Of("outproc.call.duration").ShouldHaveSingleItem()
            .Tags[OutProcMetrics.ErrorTag].ShouldBe(typeof(RemoteCanceledException).FullName);
    }

    [Fact]
    public async Task Call_WaitsForAWorker_WaitIsMeasuredAndPoolObserved()
    {
        await using PoolScheduler pool = Create();
        await pool.StartAsync(1, TestContext.Current.CancellationToken).DefaultTimeout();
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        ProbeDispatcher probe = _launcher.Endpoints.First().Probe;
        Task<int> first = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 1).AsTask();
        await probe.StartedSignal.WaitAsync().DefaultTimeout();
        Task<int> second = calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask();

        _measured.Now("outproc.pool.workers").ShouldBe(1);
        _measured.Now("outproc.pool.busy").ShouldBe(1);
        _measured.Now("outproc.pool.queued").ShouldBe(1);
        probe.Release.SetResult();
        await first.DefaultTimeout();
        await second.DefaultTimeout();

        Dictionary<object, double> waits = _measured.Of("outproc.queue.duration")
            .ToDictionary(static entry => entry.Tags[OutProcMetrics.MethodTag]!, static entry => entry.Value);
        waits["EchoWhenReleased"].ShouldBe(0);
        waits["Echo"].ShouldBeGreaterThan(0);
        _measured.Now("outproc.pool.queued").ShouldBe(0);
    }

    [Fact]
    public async Task Worker_Replaced_IsCounted()
    {
        await using PoolScheduler pool = Create();
        var calls = new ProbeCalls(ProbeCalls.Pool(pool));
        await calls.CallAsync(ProbeDispatcher.Echo, 1).DefaultTimeout();
        _launcher.Endpoints.First().Kill(CrashCause.Exited);
        while (_launcher.Endpoints.Count == 1)
        {
            // A call that meets the dead worker fails; the next one has the new one.
            await calls.CallAsync(ProbeDispatcher.Echo, 2).AsTask().ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default).DefaultTimeout();
        }

        await calls.CallAsync(ProbeDispatcher.Echo, 3).DefaultTimeout();
        _measured.Of("outproc.worker.restarts").ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Fact]
    public async Task Pool_Disposed_IsNotObserved()
    {
        PoolScheduler pool = Create();
        _measured.Now("outproc.pool.workers").ShouldBe(0);

        await pool.DisposeAsync().DefaultTimeout();

        _measured.Now("outproc.pool.workers").ShouldBeNull();
    }

    public void Dispose() => _measured.Dispose();

    private PoolScheduler Create()
    {
        var descriptor = new WorkerDescriptor(
            WorkerDescriptor.AbiVersion, _contract, "Measured", "OutProc.Tests", ProbeDispatcher.Methods, static _ => new object());
        return new PoolScheduler(descriptor, new WorkerPoolOptions { Pool = { MaxWorkers = 1 } }, _launcher, NullLoggerFactory.Instance);
    }
}
