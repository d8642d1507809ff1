using System.Globalization;
using System.Net;
using OutProc.Compare.Comparisons;
using OutProc.Compare.Running;

namespace OutProc.Compare.Reporting;

/// <summary>
/// Draws the comparisons as an SVG: for each how many times better than its anchor we are, on a logarithmic scale, from the worst pair to
/// the best, the median as a dot and the target as a stroke. Right of the line is better, whatever the figure's direction.
/// </summary>
internal static class ChartReport
{
    private const int RowHeight = 22;
    private const int LabelWidth = 400;
    private const int PlotWidth = 520;
    private const int Top = 64;
    private const int Right = 90;

    public static async Task WriteAsync(RunReport report, string header, TextWriter writer)
    {
        Row[] rows = [.. report.Rows.Where(static row => row.Median.Ratio is > 0)];
        if (rows.Length == 0)
        {
            throw new InvalidOperationException("No comparison with an anchor was measured; there is nothing to draw.");
        }

        int low = (int)Math.Floor(rows.Min(static row => Math.Log10(Math.Min(Gain(row, row.Min), Gain(row, row.Max)))));
        int high = (int)Math.Ceiling(rows.Max(static row => Math.Log10(Math.Max(Gain(row, row.Min), Gain(row, row.Max)))));
        low = Math.Min(low, -1);
        high = Math.Max(high, 1);
        int width = LabelWidth + PlotWidth + Right;
        int height = Top + (rows.Length * RowHeight) + 16;

        await writer.WriteLineAsync(
            Text($"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">"""));
        await writer.WriteLineAsync($"<title>{Escape(header)}</title>");
        await writer.WriteLineAsync("""<rect width="100%" height="100%" fill="#ffffff"/>""");
        await writer.WriteLineAsync("""<text x="8" y="18" font-size="14" font-weight="bold">How many times better than the anchor</text>""");
        await writer.WriteLineAsync(
            """<text x="8" y="36" fill="#555555">dot: median, line: all pairs, stroke: target; green where it is reached</text>""");
        for (int power = low; power <= high; power++)
        {
            double x = X(Math.Pow(10, power), low, high);
            string color = power == 0 ? "#333333" : "#dddddd";
            await writer.WriteLineAsync(Text($"""<line x1="{x:F1}" x2="{x:F1}" y1="{Top - 8}" y2="{height - 12}" stroke="{color}"/>"""));
            await writer.WriteLineAsync(
                Text($"""<text x="{x:F1}" y="{Top - 12}" text-anchor="middle" fill="#555555">{Math.Pow(10, power):G4}</text>"""));
        }

        for (int i = 0; i < rows.Length; i++)
        {
            await WriteRowAsync(rows[i], Top + (i * RowHeight) + (RowHeight / 2), low, high, writer);
        }

        await writer.WriteLineAsync("</svg>");
    }

    private static async Task WriteRowAsync(Row row, int y, int low, int high, TextWriter writer)
    {
        double gain = Gain(row, row.Median.Ratio!.Value);
        double from = X(Gain(row, row.Min), low, high);
        double to = X(Gain(row, row.Max), low, high);
        string color = row.ReachesTarget switch { true => "#1a7f37", false => "#bc4c00", null => "#57606a" };
        string label = Escape($"{row.Metric.Name} / {row.Metric.Anchor}");
        await writer.WriteLineAsync(Text($"""<text x="{LabelWidth - 8}" y="{y + 4}" text-anchor="end">{label}</text>"""));
        await writer.WriteLineAsync(Text($"""<line x1="{from:F1}" x2="{to:F1}" y1="{y}" y2="{y}" stroke="{color}" stroke-width="3"/>"""));
        await writer.WriteLineAsync(Text($"""<circle cx="{X(gain, low, high):F1}" cy="{y}" r="5" fill="{color}"/>"""));
        if (row.Metric.Target is { } target)
        {
            double x = X(Gain(row, target), low, high);
            await writer.WriteLineAsync(
                Text($"""<line x1="{x:F1}" x2="{x:F1}" y1="{y - 8}" y2="{y + 8}" stroke="#000000" stroke-width="2"/>"""));
        }

        await writer.WriteLineAsync(
            Text($"""<text x="{LabelWidth + PlotWidth + 8}" y="{y + 4}" fill="{color}">{Rounding.Round(gain):G3}</text>"""));
    }

    private static double Gain(Row row, double ratio) => row.Metric.Better == Better.Higher ? ratio : 1 / ratio;

    private static double X(double gain, int low, int high)
        => LabelWidth + (PlotWidth * (Math.Clamp(Math.Log10(gain), low, high) - low) / (high - low));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
