using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AssemblyScan.Running;

namespace AssemblyScan.Output;

/// <summary>
/// The report as JSON, one file per line. It depends on the scanned files alone, not on times, processes or the order of completion, so two
/// reports can be compared byte by byte.
/// </summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        // The file is read by people and programs, never by a browser: List<T> stays List<T>.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Render(ScanSummary summary)
    {
        StringBuilder json = new();
        json.Append("{\n");
        AppendSection(json, "assemblies", summary.Scanned.Select(row => new { row.Path, row.Report }));
        AppendSection(json, "failures", summary.Failed.Select(row => new { row.Path, row.Failure }));
        AppendSection(json, "skipped", summary.Skipped.Select(row => row.Path));
        json.Append("\"totals\": ").Append(JsonSerializer.Serialize(Totals(summary), s_options)).Append("\n}\n");
        return json.ToString();
    }

    private static object Totals(ScanSummary summary) => new
    {
        Assemblies = summary.Scanned.Count,
        Failures = summary.Failed.Count,
        Skipped = summary.Skipped.Count,
        summary.Types,
        summary.Methods,
        summary.PInvokes,
        summary.IlBytes,
    };

    private static void AppendSection<T>(StringBuilder json, string name, IEnumerable<T> rows)
    {
        json.Append('"').Append(name).Append("\": [\n");
        json.AppendJoin(",\n", rows.Select(row => JsonSerializer.Serialize(row, s_options)));
        json.Append("\n],\n");
    }
}
