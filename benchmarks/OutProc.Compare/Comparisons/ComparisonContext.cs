using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Comparisons;

/// <summary>What all comparisons of a run use.</summary>
internal sealed record ComparisonContext(AnchorPrograms Programs, CpuRegimes Regimes, ProbePools Pools, TimeSpan Duration, bool Full)
{
    /// <summary>Repetitions where processes that sleep have two regimes: enough to see both.</summary>
    public const int BimodalRepetitions = 15;

    private const int CallsKept = 1 << 21;

    /// <summary>For measurements with one caller.</summary>
    public LatencyRecorder Recorder { get; } = new(CallsKept);

    /// <summary>The part of a full repetition that Python does.</summary>
    public double PythonScale => Full ? 1 : 0.2;
}
