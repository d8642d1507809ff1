using System.Globalization;
using AssemblyScan.Running;
using AssemblyScan.Scanning;
using Spectre.Console;

namespace AssemblyScan.Output;

/// <summary>The report for people.</summary>
internal sealed class ConsoleReport(IAnsiConsole console)
{
    private const int LargestAssemblies = 12;

    /// <summary>Four columns of numbers with their borders, and the borders of the column before them.</summary>
    private const int NumberColumnsWidth = 50;

    public void Write(ScanSummary summary, TimeSpan elapsed)
    {
        if (summary is { Scanned: [{ Report: { } only }], Failed: [] })
        {
            WriteLargestTypes(only);
        }
        else if (summary.Scanned.Count > 0)
        {
            WriteLargestAssemblies(summary);
        }

        if (summary.Failed.Count > 0)
        {
            WriteFailures(summary);
        }

        WriteTotals(summary, elapsed);
    }

    private void WriteLargestAssemblies(ScanSummary summary)
    {
        Table table = NewTable("Largest assemblies", "Assembly", "Types", "Methods", "P/Invokes", "IL bytes");
        foreach (ScanRow row in summary.Scanned.OrderByDescending(row => row.Report!.IlBytes).Take(LargestAssemblies))
        {
            AssemblyReport report = row.Report!;
            AddRow(table, Shorten(row.Path), report.Types, report.Methods, report.PInvokes, report.IlBytes);
        }

        console.Write(table);
    }

    private void WriteLargestTypes(AssemblyReport report)
    {
        Table table = NewTable($"Largest types of {report.Name} {report.Version}", "Type", "IL bytes");
        foreach (TypeSize type in report.LargestTypes)
        {
            AddRow(table, type.Name, type.IlBytes);
        }

        console.Write(table);
    }

    private void WriteFailures(ScanSummary summary)
    {
        Table table = NewTable("Failed", "File").AddColumn("Reason");
        foreach (ScanRow row in summary.Failed)
        {
            table.AddRow(new Text(row.Path), new Text(row.Failure!, new Style(Color.Red)));
        }

        console.Write(table);
    }

    private void WriteTotals(ScanSummary summary, TimeSpan elapsed)
    {
        (int scanned, int failed, int skipped) = (summary.Scanned.Count, summary.Failed.Count, summary.Skipped.Count);
        WriteLine($"Files: {scanned:N0} scanned, {failed:N0} failed, {skipped:N0} skipped (native code), in {elapsed.TotalSeconds:F1} s");
        WriteLine($"Total: {summary.Types:N0} types, {summary.Methods:N0} methods, {summary.PInvokes:N0} P/Invokes, {summary.IlBytes:N0} IL bytes");
    }

    private void WriteLine(FormattableString line) => console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps the end of a path that would break the line: the file name says more than the folder.</summary>
    private string Shorten(string path)
    {
        int room = Math.Max(24, console.Profile.Width - NumberColumnsWidth);
        return path.Length <= room ? path : $"…{path[^(room - 1)..]}";
    }

    private static Table NewTable(string title, string nameColumn, params ReadOnlySpan<string> numberColumns)
    {
        Table table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(title)) }.AddColumn(nameColumn);
        foreach (string column in numberColumns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static void AddRow(Table table, string name, params ReadOnlySpan<long> numbers)
    {
        List<Text> cells = [new(name)];
        foreach (long number in numbers)
        {
            cells.Add(new Text(number.ToString("N0", CultureInfo.InvariantCulture)));
        }

        table.AddRow(cells);
    }
}
