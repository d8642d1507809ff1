using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Comparisons;

/// <summary>How long one call takes.</summary>
internal static class LatencyComparisons
{
    private const int CallsKeptPerCaller = 1 << 18;

    private static readonly string[] s_figures = ["rtt_mean", "rtt_p50", "rtt_p99"];

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        ProbePools pools = context.Pools;
        yield return OneCaller(context, "await-hot", pools.One, "shm_adapt", "shm_adapt_20us", AnchorPrograms.SpinOptions) with
        {
            Metrics = Metrics("await_hot", "C shm_adapt_20us", meanTarget: 6),
        };
        yield return OneCaller(context, "await-hot-async", pools.One, "shm_adapt", "shm_adapt_20us", AnchorPrograms.SpinOptions) with
        {
            Ours = () => MeasureAsync(context, pools.One, later: true),
            OnlyFull = true,
        };
        yield return OneCaller(context, "await-parked", pools.Parked, "shm_park", "shm_park") with
        {
            Metrics = Metrics("await_parked", "C shm_park", meanTarget: 1.5),
        };
        yield return OneCaller(context, "await-loaded", pools.One, "sock", "sock, loaded") with
        {
            Metrics = Metrics("await_loaded", "C sock, loaded", p50Target: 1.2),
            Loaded = true,
        };
        yield return OneCaller(context, "await-socket", pools.Socket, "sock", "sock") with
        {
            Metrics = Metrics("await_socket", "C sock", meanTarget: 1.35),
        };
        yield return ManyCallers(context, "callers-2x2", pools.Two, 2, 2);
        yield return ManyCallers(context, "callers-8x8", pools.Eight, 8, 8);
        yield return ManyCallers(context, "callers-2x2-to-one-pair", pools.Two, 2, 1) with { OnlyFull = true };
        yield return ManyCallers(context, "callers-8x8-to-one-pair", pools.Eight, 8, 1) with { OnlyFull = true };
    }

    private static Comparison OneCaller(
        ComparisonContext context, string name, LazyPool<IProbe> pool, string transport, string anchor, params string[] options) =>
        new(name, Metrics(name.Replace('-', '_'), $"C {anchor}"), () => MeasureAsync(context, pool, later: false))
        {
            Tool = AnchorTool.C,
            Anchor = () => MeasureAnchorAsync(context, transport, s_figures, options),
            Repetitions = ComparisonContext.BimodalRepetitions,
        };

    private static Comparison ManyCallers(ComparisonContext context, string name, LazyPool<IProbe> pool, int callers, int pairs)
    {
        string anchor = pairs == 1 ? "C sock, one pair" : $"C sock, {pairs} pairs";
        string metric = name.Replace('-', '_');
        LatencyRecorder[]? recorders = null;
        return new Comparison(
            name,
            [new Metric(metric + "_p50", "us", anchor, Better.Lower), new Metric(metric + "_p99", "us", anchor, Better.Lower)],
            async () =>
            {
                recorders ??= [.. Enumerable.Range(0, callers).Select(_ => new LatencyRecorder(CallsKeptPerCaller))];
                IProbe probe = await pool.ProxyAsync();
                await Task.WhenAll(
                    recorders.Select(recorder => Task.Run(() => CallLoops.RunAsync(probe, recorder, context.Duration).AsTask())));
                LatencySummary summary = LatencySummary.Of(recorders);
                return [summary.P50Us, summary.P99Us];
            })
        {
            Tool = AnchorTool.C,
            Anchor = () => MeasureAnchorAsync(context, "sock", s_figures[1..], pairs == 1 ? [] : ["--pairs", $"{pairs}"]),
            Repetitions = ComparisonContext.BimodalRepetitions,
        };
    }

    private static async Task<double[]> MeasureAsync(ComparisonContext context, LazyPool<IProbe> pool, bool later)
    {
        IProbe probe = await pool.ProxyAsync();
        if (later)
        {
            await CallLoops.RunLaterAsync(probe, context.Recorder, context.Duration);
        }
        else
        {
            await CallLoops.RunAsync(probe, context.Recorder, context.Duration);
        }

        LatencySummary summary = LatencySummary.Of(context.Recorder);
        return [summary.MeanUs, summary.P50Us, summary.P99Us];
    }

    private static async Task<AnchorSample> MeasureAnchorAsync(
        ComparisonContext context, string transport, string[] figures, params string[] options)
    {
        AnchorOutput output = await context.Programs.RunIpcAsync(transport, "rtt", options);

        // Several pairs are spread over the processors in more than two ways.
        string? regime = options.Contains("--pairs") ? null : context.Regimes.Classify(transport, output["rtt_p50"]);
        return new AnchorSample(Array.ConvertAll(figures, figure => output[figure]), regime);
    }

    private static Metric[] Metrics(string name, string anchor, double? meanTarget = null, double? p50Target = null) =>
    [
        new Metric(name + "_mean", "us", anchor, Better.Lower, meanTarget),
        new Metric(name + "_p50", "us", anchor, Better.Lower, p50Target),
        new Metric(name + "_p99", "us", anchor, Better.Lower),
    ];
}
