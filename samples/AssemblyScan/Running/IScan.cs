using AssemblyScan.Files;

namespace AssemblyScan.Running;

/// <summary>A way to scan many files.</summary>
internal interface IScan
{
    /// <summary>Scans files and yields a row for each, in their order.</summary>
    IAsyncEnumerable<ScanRow> RunAsync(IReadOnlyList<ScanFile> files, CancellationToken cancellationToken);
}
