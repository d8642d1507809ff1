namespace OutProc.Compare.Comparisons;

/// <summary>What one repetition of an anchor gave.</summary>
/// <param name="Values">In the order of the metrics.</param>
/// <param name="Regime">Where the scheduler had put its processes, if that can be told.</param>
internal sealed record AnchorSample(double[] Values, string? Regime = null);
