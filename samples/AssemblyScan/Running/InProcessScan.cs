using AssemblyScan.Files;
using AssemblyScan.Scanning;
using Microsoft.Extensions.Logging;

namespace AssemblyScan.Running;

/// <summary>The same class, in this process, one file after the other: what there would be without OutProc.</summary>
internal sealed class InProcessScan(ILogger<AssemblyScanner> log) : IScan
{
    private readonly AssemblyScanner _scanner = new(log);

    public IAsyncEnumerable<ScanRow> RunAsync(IReadOnlyList<ScanFile> files, CancellationToken cancellationToken) =>
        files.Select(file => Scan(file, cancellationToken)).ToAsyncEnumerable();

    private ScanRow Scan(ScanFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return ScanRow.Of(file, _scanner.Scan(file.FullPath));
        }
        catch (Exception exception) when (ScanFailure.ConcernsOneFile(exception))
        {
            return ScanRow.Failed(file, exception);
        }
    }
}
