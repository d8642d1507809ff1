namespace OutProc.Compare.Reporting;

/// <summary>A figure for programs to read.</summary>
/// <param name="Metric">The name of the figure.</param>
/// <param name="Ours">Our side of the median pair.</param>
/// <param name="Unit">Of both sides.</param>
/// <param name="Anchor">What it is compared with, if anything.</param>
/// <param name="AnchorValue">The other side of the median pair.</param>
/// <param name="Ratio">Ours to the anchor's.</param>
/// <param name="Better"><c>lower</c> or <c>higher</c>.</param>
/// <param name="Target">Of the ratio, or of ours where there is no anchor.</param>
/// <param name="N">The number of pairs.</param>
/// <param name="Min">The least ratio of a pair, or the least of ours where there is no anchor.</param>
/// <param name="Max">The greatest.</param>
internal sealed record ResultLine(
    string Metric,
    double Ours,
    string Unit,
    string? Anchor,
    double? AnchorValue,
    double? Ratio,
    string Better,
    double? Target,
    int N,
    double Min,
    double Max);
