using AssemblyScan.Files;
using AssemblyScan.Scanning;

namespace AssemblyScan.Running;

/// <summary>What became of one file: scanned (a report), failed (a reason) or skipped as native code (neither).</summary>
/// <param name="Path">The path relative to the scanned folder.</param>
/// <param name="Report">What was found.</param>
/// <param name="Failure">Why the file could not be scanned.</param>
internal sealed record ScanRow(string Path, AssemblyReport? Report, string? Failure)
{
    public bool IsSkipped => Report is null && Failure is null;

    public static ScanRow Of(ScanFile file, AssemblyReport? report) => new(file.Path, report, null);

    public static ScanRow Failed(ScanFile file, Exception reason) => new(file.Path, null, ScanFailure.Describe(reason));
}
