using System.IO.Enumeration;
using OutProc.Compare.Anchors;
using OutProc.Compare.CommandLine;
using OutProc.Compare.Comparisons;
using OutProc.Compare.Probes;
using OutProc.Compare.Reporting;

namespace OutProc.Compare.Running;

/// <summary>The whole run: find the anchors, measure, report.</summary>
internal sealed class CompareCommand(CompareOptions options)
{
    private readonly TimeSpan _duration = options.Duration ?? TimeSpan.FromMilliseconds(options.Full ? 200 : 50);

    /// <returns>The exit code of the process.</returns>
    public async Task<int> RunAsync()
    {
        AnchorPrograms programs = await AnchorPrograms.FindAsync(_duration);
        CpuRegimes regimes = options.List ? CpuRegimes.Unknown : await CpuRegimes.MeasureAsync(programs);
        await using ProbePools pools = new(TimeSpan.FromSeconds(options.Full ? 1 : 0.5));
        List<Comparison> chosen = Choose(new ComparisonContext(programs, regimes, pools, _duration, options.Full));
        if (options.List)
        {
            chosen.ForEach(comparison => Console.WriteLine(comparison.Name));
            return ExitCodes.Success;
        }

        string header = await RunHeader.CreateAsync(options.Full, programs, regimes, pools);
        Console.WriteLine(header);
        RunReport report = await MeasureAsync(chosen, programs);
        await JsonReport.WriteAsync(report, Console.Out);
        if (options.JsonFile is { } file)
        {
            await using StreamWriter writer = new(file);
            await JsonReport.WriteAsync(report, writer);
        }

        if (options.ChartFile is { } chart)
        {
            await using StreamWriter writer = new(chart);
            await ChartReport.WriteAsync(report, header, writer);
        }

        TableReport.Write(report, Console.Out);
        return report.Failed.Count == 0 ? ExitCodes.Success : ExitCodes.RowFailed;
    }

    private List<Comparison> Choose(ComparisonContext context)
    {
        List<Comparison> chosen =
        [
            .. ((IEnumerable<Comparison>[])
                [
                    LatencyComparisons.Create(context),
                    ThroughputComparisons.Create(context),
                    BulkComparisons.Create(context),
                    CostComparisons.Create(context),
                    PythonComparisons.Create(context),
                    MemoryComparisons.Create(context),
                    LockComparisons.Create(context),
                ])
                .SelectMany(static comparisons => comparisons)
                .Where(comparison => options.Full || !comparison.OnlyFull)
                .Where(comparison => FileSystemName.MatchesSimpleExpression(options.Only, comparison.Name)),
        ];
        return chosen.Count > 0
            ? chosen
            : throw new UsageException($"No comparison of this mode is called '{options.Only}'. See --list.");
    }

    private static async Task<RunReport> MeasureAsync(List<Comparison> comparisons, AnchorPrograms programs)
    {
        RunReport report = new([], [], []);
        foreach (Comparison comparison in comparisons)
        {
            if (programs.WhyMissing(comparison.Tool) is { } reason)
            {
                report.Missing.Add((comparison.Name, reason));
                continue;
            }

            await Console.Error.WriteLineAsync(comparison.Name);
            try
            {
                report.Rows.AddRange(await ComparisonRunner.RunAsync(comparison, programs));
            }
            catch (Exception exception)
            {
                report.Failed.Add((comparison.Name, $"{exception.GetType().Name}: {exception.Message}"));
            }
        }

        return report;
    }
}
