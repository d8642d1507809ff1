namespace OutProc.Compare.Comparisons;

/// <summary>One figure of a comparison.</summary>
/// <param name="Name">Unique in a report.</param>
/// <param name="Unit">Of both sides.</param>
/// <param name="Anchor">What it is compared with; <c>null</c> for a figure that stands for itself.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Target">What to reach: of the ratio, or of the figure itself where there is no anchor. <c>null</c>: reported only.</param>
internal sealed record Metric(string Name, string Unit, string? Anchor, Better Better, double? Target = null)
{
    /// <summary>Whether the target is reached; <c>null</c> if there is none.</summary>
    public bool? IsReachedBy(double value) => Target is not { } target ? null : Better == Better.Lower ? value <= target : value >= target;
}
