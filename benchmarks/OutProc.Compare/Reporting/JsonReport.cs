using System.Text.Json;
using OutProc.Compare.Comparisons;
using OutProc.Compare.Running;

namespace OutProc.Compare.Reporting;

/// <summary>Writes one line of JSON per figure.</summary>
internal static class JsonReport
{
    public static async Task WriteAsync(RunReport report, TextWriter writer)
    {
        foreach (Row row in report.Rows)
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(Line(row), ResultJson.Default.ResultLine));
        }
    }

    private static ResultLine Line(Row row) => new(
        row.Metric.Name,
        Rounding.Round(row.Median.Ours),
        row.Metric.Unit,
        row.Metric.Anchor,
        Rounding.Round(row.Median.Anchor),
        Rounding.Round(row.Median.Ratio),
        row.Metric.Better == Better.Lower ? "lower" : "higher",
        row.Metric.Target,
        row.Pairs.Count,
        Rounding.Round(row.Min),
        Rounding.Round(row.Max));
}
