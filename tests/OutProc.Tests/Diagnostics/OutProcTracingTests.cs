using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Diagnostics;

/// <summary>The spans of calls as the host makes them.</summary>
public sealed class OutProcTracingTests : IDisposable
{
    private readonly string _contract = $"OutProc.Tests.ITraced{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly LoopbackLauncher _launcher = new();

    public OutProcTracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == OutProcTracing.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.DisplayName.StartsWith(_contract, StringComparison.Ordinal))
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task Call_WithAListener_HasASpanUnderTheCallers()
    {
        using Activity page = new Activity("page").Start();
        await using PoolScheduler pool = Create();

        ValueTask<int> call = new ProbeCalls(ProbeCalls.Pool(pool)).CallAsync(ProbeDispatcher.Echo, 7);
        Activity.Current.ShouldBe(page, "the call runs beside its caller");
        (await call.DefaultTimeout()).ShouldBe(7, "the span before the arguments is not read as one of them");

        Activity.Current.ShouldBe(page);
        Activity span = _ended.ShouldHaveSingleItem();
        span.DisplayName.ShouldBe($"{_contract}/Echo");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.ParentSpanId.ShouldBe(page.SpanId);
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        span.GetTagItem("rpc.method").ShouldBe("Echo");
    }

    [Fact]
    public async Task Call_Failed_SpanSaysSo()
    {
        await using PoolScheduler pool = Create();
        await Assert.ThrowsAnyAsync<Exception>(() => new ProbeCalls(ProbeCalls.Pool(pool)).CallAsync(ProbeDispatcher.Throw, 1).DefaultTimeout());

        Activity span = _ended.ShouldHaveSingleItem();
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem(OutProcMetrics.ErrorTag).ShouldNotBeNull();
    }

    public void Dispose() => _listener.Dispose();

    private PoolScheduler Create()
    {
        var descriptor = new WorkerDescriptor(
            WorkerDescriptor.AbiVersion, _contract, "Traced", "OutProc.Tests", ProbeDispatcher.Methods, static _ => new object());
        return new PoolScheduler(descriptor, new WorkerPoolOptions { Pool = { MaxWorkers = 1 } }, _launcher, NullLoggerFactory.Instance);
    }
}
