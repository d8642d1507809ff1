using AssemblyScan.Running;
using Spectre.Console;

namespace AssemblyScan.Output;

/// <summary>Collects the rows of a scan and shows how far it is: a live bar on a terminal, a line per tenth in a file.</summary>
internal sealed class ScanProgress(IAnsiConsole console)
{
    public Task<List<ScanRow>> CollectAsync(IAsyncEnumerable<ScanRow> rows, int total) =>
        console.Profile.Capabilities.Interactive ? WithBarAsync(rows, total) : WithLinesAsync(rows, total);

    private Task<List<ScanRow>> WithBarAsync(IAsyncEnumerable<ScanRow> rows, int total) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask bar = context.AddTask("Scanning", maxValue: total);
                return CollectAsync(rows, total, done => bar.Value = done);
            });

    private Task<List<ScanRow>> WithLinesAsync(IAsyncEnumerable<ScanRow> rows, int total)
    {
        int tenths = 0;
        return CollectAsync(rows, total, done =>
        {
            if (done * 10 / total > tenths)
            {
                tenths = done * 10 / total;
                console.WriteLine(FormattableString.Invariant($"{tenths * 10,3} %  {done:N0} of {total:N0}"));
            }
        });
    }

    private static async Task<List<ScanRow>> CollectAsync(IAsyncEnumerable<ScanRow> rows, int total, Action<int> report)
    {
        List<ScanRow> collected = new(total);
        await foreach (ScanRow row in rows)
        {
            collected.Add(row);
            report(collected.Count);
        }

        return collected;
    }
}
