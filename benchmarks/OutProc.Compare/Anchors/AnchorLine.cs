namespace OutProc.Compare.Anchors;

/// <summary>A line of output of an anchor program.</summary>
internal sealed record AnchorLine(string Bench, string Variant, string Metric, double Median);
