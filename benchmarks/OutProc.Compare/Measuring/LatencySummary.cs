using System.Diagnostics;

namespace OutProc.Compare.Measuring;

/// <summary>The figures of one measurement, in microseconds.</summary>
internal sealed record LatencySummary(double MeanUs, double P50Us, double P99Us)
{
    /// <summary>Of all calls of all callers.</summary>
    public static LatencySummary Of(params ReadOnlySpan<LatencyRecorder> recorders)
    {
        List<long> all = [];
        long ticks = 0;
        long calls = 0;
        foreach (LatencyRecorder recorder in recorders)
        {
            all.AddRange(recorder.Latencies);
            ticks += recorder.ElapsedTicks;
            calls += recorder.Calls;
        }

        all.Sort();
        return new LatencySummary(
            Microseconds((double)ticks / calls), Microseconds(all[all.Count / 2]), Microseconds(all[(int)(all.Count * 0.99)]));
    }

    private static double Microseconds(double ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
