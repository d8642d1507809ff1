using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Diagnostics;

/// <summary>A call is one trace, in the host and in the worker process.</summary>
public sealed class TracingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Call_BothSidesListen_WorkerSpanIsAChildOfTheCalls(WorkerTransport transport)
    {
        Activity? client = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "OutProc",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => client = span.DisplayName.Contains("ITracer/Span", StringComparison.Ordinal) ? span : client,
        };
        await using IWorkerPool<ITracer> pool = await WorkerPool.StartAsync<ITracer>(
            options =>
            {
                options.Pool.MaxWorkers = 1;
                options.Launch.Transport = transport;
            },
            cancellationToken: Token);

        // Nobody listens anywhere, then only here, then on both sides.
        (await pool.Proxy.SpanAsync(Token).DefaultTimeout()).ShouldBeNull();
        ActivitySource.AddActivityListener(listener);
        (await pool.Proxy.SpanAsync(Token).DefaultTimeout()).ShouldBeNull();
        await pool.Proxy.ListenAsync(Token).DefaultTimeout();
        foreach (Func<ValueTask<string?>> call in (Func<ValueTask<string?>>[])[() => pool.Proxy.SpanAsync(Token), () => pool.Proxy.SpanLaterAsync(Token)])
        {
            client = null;
            string? span = await call().DefaultTimeout();

            Activity ended = client.ShouldNotBeNull();
            span.ShouldBe($"Server {ended.DisplayName} in {ended.TraceId} under {ended.SpanId}");
        }
    }
}
