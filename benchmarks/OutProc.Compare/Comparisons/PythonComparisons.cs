using System.Diagnostics;
using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Comparisons;

/// <summary>The same work as Python's <c>multiprocessing.Pool</c>. All figures are rates: the ratio says how many times faster.</summary>
internal static class PythonComparisons
{
    private const int MapItems = 20_000;
    private const int EchoBytes = 64 << 20;

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        yield return Apply(context, "python-apply-hot", context.Pools.One, 50);
        yield return Apply(context, "python-apply-parked", context.Pools.Parked, 2);
        yield return Python(
            "python-map",
            new Metric("python_map_chunk1", "items/s", "Python Pool(2).map, chunksize 1", Better.Higher, 10),
            () => MeasureMapAsync(context),
            async () => (await context.Programs.RunPythonAsync("map", context.PythonScale, 2))["map_p2_chunk1", "rate"]);
        yield return Python(
            "python-echo-64m",
            new Metric("python_echo_64m", "calls/s", "Python Pool(1).apply, 64 MiB there and back", Better.Higher, 15),
            () => MeasureEchoAsync(context),
            async () => 1000 / (await context.Programs.RunPythonAsync("echo_64m", context.PythonScale))["roundtrip"]) with
        {
            Repetitions = context.Full ? 5 : 3,
        };
    }

    private static Comparison Apply(ComparisonContext context, string name, LazyPool<IProbe> pool, double target) => Python(
        name,
        new Metric(name.Replace('-', '_'), "calls/s", "Python Pool(1).apply", Better.Higher, target),
        async () =>
        {
            await CallLoops.RunAsync(await pool.ProxyAsync(), context.Recorder, context.Duration);
            return 1e6 / LatencySummary.Of(context.Recorder).MeanUs;
        },
        async () => 1e6 / (await context.Programs.RunPythonAsync("apply", context.PythonScale))["latency"]);

    private static Comparison Python(string name, Metric metric, Func<Task<double>> ours, Func<Task<double>> anchor) =>
        new(name, [metric], async () => [await ours()])
        {
            Tool = AnchorTool.Python,
            Anchor = async () => new AnchorSample([await anchor()]),
        };

    private static async Task<double> MeasureMapAsync(ComparisonContext context)
    {
        int items = (int)(MapItems * context.PythonScale);
        IWorkerPool<IProbe> pool = await context.Pools.Two.GetAsync();
        long start = Stopwatch.GetTimestamp();
        long sum = 0;
        await foreach (int result in pool.MapAsync(
            Enumerable.Range(0, items), static (probe, item, cancellation) => probe.AddAsync(item, 0, cancellation)))
        {
            sum += result;
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return sum == (long)items * (items - 1) / 2
            ? items / elapsed.TotalSeconds
            : throw new InvalidOperationException("The map returned wrong results.");
    }

    private static async Task<double> MeasureEchoAsync(ComparisonContext context)
    {
        byte[] data = new byte[EchoBytes];
        IProbe probe = await context.Pools.One.ProxyAsync();
        return await BulkLoops.RateAsync(
            async () =>
            {
                if ((await probe.EchoAsync(data)).Length != data.Length)
                {
                    throw new InvalidOperationException("The echo is not as long as what was sent.");
                }
            },
            context.Duration);
    }
}
