using OutProc.Compare.Comparisons;

namespace OutProc.Compare.Running;

/// <summary>All pairs of one figure, in the order they were measured.</summary>
internal sealed record Row(Metric Metric, IReadOnlyList<Pair> Pairs)
{
    /// <summary>
    /// The pair with the median ratio. A median of ours to a median of the anchor's would compare figures of different moments, which with
    /// two regimes can be of different worlds.
    /// </summary>
    public Pair Median { get; } = Pairs.OrderBy(pair => pair.Score).ElementAt(Pairs.Count / 2);

    public double Min => Pairs.Min(pair => pair.Score);

    public double Max => Pairs.Max(pair => pair.Score);

    /// <summary>Whether the target is reached; <c>null</c> if there is none.</summary>
    public bool? ReachesTarget => Metric.IsReachedBy(Median.Score);
}
