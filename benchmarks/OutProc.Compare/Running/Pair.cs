namespace OutProc.Compare.Running;

/// <summary>One figure of both sides, measured one after the other.</summary>
/// <param name="Ours">Our side.</param>
/// <param name="Anchor">The other side, if there is one.</param>
/// <param name="Regime">Where the scheduler had put the processes of the other side, if that can be told.</param>
internal sealed record Pair(double Ours, double? Anchor, string? Regime)
{
    /// <summary>Ours to the anchor's; <c>null</c> without one.</summary>
    public double? Ratio => Ours / Anchor;

    /// <summary>What the target is about.</summary>
    public double Score => Ratio ?? Ours;
}
