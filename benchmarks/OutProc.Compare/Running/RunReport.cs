namespace OutProc.Compare.Running;

/// <summary>What came of a run.</summary>
/// <param name="Rows">What was measured.</param>
/// <param name="Missing">Comparisons left out, each with the reason.</param>
/// <param name="Failed">Comparisons that went wrong, each with the error.</param>
internal sealed record RunReport(List<Row> Rows, List<(string Name, string Reason)> Missing, List<(string Name, string Error)> Failed);
