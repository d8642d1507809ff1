using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OutProc.Diagnostics;

/// <summary>The instruments of <c>Meter "OutProc"</c>. Nobody listening costs one look per call.</summary>
/// <remarks>Names and units follow the semantic conventions of OpenTelemetry: seconds, bytes, and what is counted in braces. Thread-safe.</remarks>
internal static class OutProcMetrics
{
    public const string MeterName = "OutProc";

    public const string ContractTag = "outproc.contract";

    public const string MethodTag = "outproc.method";

    public const string DirectionTag = "outproc.direction";

    public const string ErrorTag = "error.type";

    /// <summary>From 50 µs to ten seconds: a call takes microseconds, its method whatever it likes.</summary>
    private static readonly double[] s_seconds =
        [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly ConcurrentDictionary<IMeasuredPool, bool> s_pools = new();

    private static readonly Meter s_meter = new(MeterName, typeof(OutProcMetrics).Assembly.GetName().Version?.ToString(3));

    static OutProcMetrics()
    {
        s_meter.CreateObservableUpDownCounter(
            "outproc.pool.workers", static () => Observe(static pool => pool.Workers), "{worker}", "Workers that take calls.");
        s_meter.CreateObservableUpDownCounter(
            "outproc.pool.busy", static () => Observe(static pool => pool.Busy), "{worker}", "Workers that have calls.");
        s_meter.CreateObservableUpDownCounter(
            "outproc.pool.queued", static () => Observe(static pool => pool.Queued), "{call}", "Calls that wait for a worker.");
    }

    /// <summary>From the call to its result, as the caller has it, with all tries and waits.</summary>
    public static Histogram<double> CallDuration { get; } = Seconds("outproc.call.duration", "How long calls took, waiting and all tries included.");

    /// <summary>The part of it in which the call had no worker.</summary>
    public static Histogram<double> QueueDuration { get; } = Seconds("outproc.queue.duration", "How long calls waited for a worker.");

    public static Histogram<long> PayloadBytes { get; } =
        s_meter.CreateHistogram<long>("outproc.payload.bytes", "By", "Sizes of encoded arguments and results.");

    public static Histogram<double> WorkerStartDuration { get; } =
        Seconds("outproc.worker.start.duration", "How long workers took from their start until they were ready.");

    public static Counter<long> WorkerRestarts { get; } =
        s_meter.CreateCounter<long>("outproc.worker.restarts", "{worker}", "Workers that were started in the place of another one.");

    /// <summary>Whether somebody wants to know of single calls.</summary>
    public static bool MeasuresCalls => CallDuration.Enabled || QueueDuration.Enabled || PayloadBytes.Enabled;

    /// <summary>Has a pool observed until <see cref="Remove"/>.</summary>
    public static void Add(IMeasuredPool pool) => s_pools.TryAdd(pool, true);

    public static void Remove(IMeasuredPool pool) => s_pools.TryRemove(pool, out _);

    private static IEnumerable<Measurement<int>> Observe(Func<PoolMeasure, int> value)
    {
        foreach ((IMeasuredPool pool, _) in s_pools)
        {
            yield return new Measurement<int>(value(pool.Measure()), new KeyValuePair<string, object?>(ContractTag, pool.ContractName));
        }
    }

    private static Histogram<double> Seconds(string name, string description) => s_meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_seconds });
}
