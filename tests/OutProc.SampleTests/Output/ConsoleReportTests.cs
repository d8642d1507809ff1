using AssemblyScan.Output;
using AssemblyScan.Running;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.Output;

public sealed class ConsoleReportTests
{
    [Theory]
    [InlineData("mixed")]
    [InlineData("single")]
    [InlineData("empty")]
    public void Write_Rows_ShowsTablesAndTotals(string kind)
    {
        IEnumerable<ScanRow> rows = kind switch
        {
            "mixed" => Rows.Mixed,
            "single" => Rows.Mixed.Where(row => row.Path == "A.dll"),
            _ => [],
        };

        using RecordedConsole console = new(width: 120);
        new ConsoleReport(console.Console).Write(new ScanSummary(rows), TimeSpan.FromSeconds(1.25));

        Snapshot.Match(console.Text, kind);
    }

    [Fact]
    public void Write_LongPathOnANarrowConsole_KeepsItsEnd()
    {
        ScanRow row = Rows.Mixed[0] with { Path = "sdk/a/very/deep/folder/with/many/levels/and/then/The.Assembly.dll" };

        using RecordedConsole console = new(width: 80);
        new ConsoleReport(console.Console).Write(new ScanSummary([row, Rows.Mixed[2]]), TimeSpan.Zero);

        console.Text.ShouldContain("…y/levels/and/then/The.Assembly.dll"[^29..]);
        console.Lines.ShouldAllBe(line => line.TrimEnd().Length <= 80);
    }
}
