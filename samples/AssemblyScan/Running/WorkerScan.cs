using System.Runtime.CompilerServices;
using AssemblyScan.CommandLine;
using AssemblyScan.Files;
using AssemblyScan.Scanning;
using Spectre.Console;

namespace AssemblyScan.Running;

/// <summary>
/// Scans in worker processes. The proxy is injected like any service and called like one; the pool behind it is asked for when there are
/// many files, to keep every worker busy.
/// </summary>
internal sealed class WorkerScan(
    IAssemblyScanner scanner, IWorkerPool<IAssemblyScanner> pool, ScanOptions options, IAnsiConsole console) : IScan
{
    public async IAsyncEnumerable<ScanRow> RunAsync(
        IReadOnlyList<ScanFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (files.Count == 1)
        {
            yield return await ScanAsync(scanner, files[0], cancellationToken);
            yield break;
        }

        bool killDue = options.KillOne;
        int done = 0;
        await foreach (ScanRow row in pool.MapAsync(files, ScanAsync, cancellationToken))
        {
            if (killDue && ++done >= files.Count / 2)
            {
                killDue = !TryKillBusyWorker();
            }

            yield return row;
        }
    }

    /// <summary>Makes one call. What goes wrong with one file, a crash of its worker included, is a result like any other.</summary>
    private static async ValueTask<ScanRow> ScanAsync(IAssemblyScanner scanner, ScanFile file, CancellationToken cancellationToken)
    {
        try
        {
            return ScanRow.Of(file, await scanner.ScanAsync(file.FullPath, cancellationToken));
        }
        catch (Exception exception) when (ScanFailure.ConcernsOneFile(exception))
        {
            return ScanRow.Failed(file, exception);
        }
    }

    private bool TryKillBusyWorker()
    {
        WorkerProcess<IAssemblyScanner>? victim = pool.Workers.FirstOrDefault(worker => worker.State == WorkerState.Busy);
        if (victim is null)
        {
            return false;
        }

        victim.Kill();
        console.WriteLine($"Killed worker {victim.WorkerId} midway; the call it had runs again.");
        return true;
    }
}
