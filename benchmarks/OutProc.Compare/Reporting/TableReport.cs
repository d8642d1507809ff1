using OutProc.Compare.Comparisons;
using OutProc.Compare.Running;

namespace OutProc.Compare.Reporting;

/// <summary>Writes what a person reads: a table, the ratio of each pair, and what is missing.</summary>
internal static class TableReport
{
    private static readonly string[] s_titles = ["metric", "ours", "unit", "anchor", "value", "ratio", "min..max", "target", ""];

    public static void Write(RunReport report, TextWriter writer)
    {
        WriteTable(report.Rows, writer);
        WritePairs(report.Rows, writer);
        foreach ((string name, string reason) in report.Missing)
        {
            writer.WriteLine($"missing: {name}: {reason}");
        }

        foreach ((string name, string error) in report.Failed)
        {
            writer.WriteLine($"failed: {name}: {error}");
        }
    }

    private static void WriteTable(List<Row> rows, TextWriter writer)
    {
        List<string[]> lines = [s_titles, .. rows.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, s_titles.Length).Select(column => lines.Max(line => line[column].Length))];
        writer.WriteLine();
        foreach (string[] line in lines)
        {
            writer.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string[] Cells(Row row)
    {
        Metric metric = row.Metric;
        return
        [
            metric.Name,
            Rounding.Text(row.Median.Ours),
            metric.Unit,
            metric.Anchor ?? "",
            Rounding.Text(row.Median.Anchor),
            Rounding.Text(row.Median.Ratio),
            $"{Rounding.Text(row.Min)}..{Rounding.Text(row.Max)}",
            metric.Target is { } target ? $"{(metric.Better == Better.Lower ? "<=" : ">=")} {Rounding.Text(target)}" : "",
            row.ReachesTarget switch { true => "ok", false => "MISSED", null => "" },
        ];
    }

    private static void WritePairs(List<Row> rows, TextWriter writer)
    {
        Row[] compared = [.. rows.Where(static row => row.Metric.Anchor is not null)];
        writer.WriteLine();
        if (compared.Length == 0)
        {
            return;
        }

        writer.WriteLine("Ratio of each pair, in the order measured; s: C on the same processor, x: across, where that can be told.");
        foreach (Row row in compared)
        {
            writer.WriteLine($"  {row.Metric.Name}: {string.Join(' ', row.Pairs.Select(PairText))}{RegimeText(row)}");
        }

        writer.WriteLine();
    }

    private static string PairText(Pair pair) => Rounding.Text(pair.Ratio) + pair.Regime switch
    {
        "same-cpu" => "s",
        "cross-cpu" => "x",
        _ => "",
    };

    /// <summary>The median ratio of each regime, if there were two.</summary>
    private static string RegimeText(Row row)
    {
        IGrouping<string?, Pair>[] regimes =
            [.. row.Pairs.GroupBy(static pair => pair.Regime).Where(static regime => regime.Key is not null)];
        return regimes.Length < 2
            ? ""
            : $" ({string.Join(", ", regimes.Select(regime => $"{regime.Key} {Rounding.Text(MedianOf(regime))} of {regime.Count()}"))})";
    }

    private static double MedianOf(IEnumerable<Pair> pairs)
    {
        double[] scores = [.. pairs.Select(static pair => pair.Score).Order()];
        return scores[scores.Length / 2];
    }
}
