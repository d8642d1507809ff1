using System.Diagnostics;
using System.Numerics;
using OutProc.Compare.Reporting;

namespace OutProc.Compare.Anchors;

/// <summary>
/// Tells where the scheduler had put the two processes of a C row. A sleeper on the same processor is awake after a task switch, one on
/// another processor only when that has been woken too; polling is the other way round. A row is in one regime or in the other.
/// </summary>
internal sealed class CpuRegimes
{
    /// <summary>Below this there are no two regimes to tell apart.</summary>
    private const double LeastDifference = 1.5;

    private const string AdaptiveTransport = "shm_adapt";

    private readonly Dictionary<string, (double SameUs, double CrossUs)> _medians = [];

    /// <summary>Where nothing was measured.</summary>
    public static CpuRegimes Unknown { get; } = new();

    /// <summary>Measures both regimes of the transports that sleep, by pinning the processes.</summary>
    public static async Task<CpuRegimes> MeasureAsync(AnchorPrograms programs)
    {
        if (programs.WhyMissing(AnchorTool.C) is not null || FindProcessors() is not (int first, int second))
        {
            return Unknown;
        }

        CpuRegimes regimes = new();
        foreach (string transport in (string[])["sock", "shm_park", AdaptiveTransport])
        {
            string[] options = transport == AdaptiveTransport ? AnchorPrograms.SpinOptions : [];
            AnchorOutput same = await programs.RunIpcAsync(transport, "rtt", ["--pin", $"{first},{first}", .. options]);
            AnchorOutput cross = await programs.RunIpcAsync(transport, "rtt", ["--pin", $"{first},{second}", .. options]);
            regimes._medians[transport] = (same["rtt_p50"], cross["rtt_p50"]);
        }

        return regimes;
    }

    /// <summary>The regime of a round trip with this median, or <c>null</c> if that cannot be told.</summary>
    public string? Classify(string transport, double medianUs)
    {
        if (!_medians.TryGetValue(transport, out (double SameUs, double CrossUs) known)
            || Distance(known.SameUs, known.CrossUs) < LeastDifference)
        {
            return null;
        }

        return Distance(medianUs, known.SameUs) < Distance(medianUs, known.CrossUs) ? "same-cpu" : "cross-cpu";
    }

    /// <summary>The medians, for the head of a report.</summary>
    public string Describe() => _medians.Count == 0
        ? "not measured"
        : string.Join(", ", _medians.Select(static pair => Describe(pair.Key, pair.Value.SameUs, pair.Value.CrossUs)));

    private static string Describe(string transport, double sameUs, double crossUs) =>
        $"{transport} {Rounding.Text(sameUs)} us same-cpu, {Rounding.Text(crossUs)} us cross-cpu";

    /// <summary>How many times the greater is the smaller.</summary>
    private static double Distance(double left, double right) => Math.Max(left / right, right / left);

    /// <summary>Two processors this process may run on.</summary>
    private static (int First, int Second)? FindProcessors()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using var self = Process.GetCurrentProcess();
        ulong mask = (ulong)self.ProcessorAffinity;
        if (BitOperations.PopCount(mask) < 2)
        {
            return null;
        }

        int first = BitOperations.TrailingZeroCount(mask);
        return (first, BitOperations.TrailingZeroCount(mask & (mask - 1)));
    }
}
