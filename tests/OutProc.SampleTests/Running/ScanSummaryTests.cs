using AssemblyScan.Running;

namespace OutProc.SampleTests.Running;

public sealed class ScanSummaryTests
{
    [Fact]
    public void Constructor_Rows_AreSortedOutByKindAndOrdinalPath()
    {
        ScanSummary summary = new(Rows.Mixed);

        summary.Scanned.Select(row => row.Path).ShouldBe(["A.dll", "sub/z.dll", "zz.dll"]);
        summary.Failed.Select(row => row.Path).ShouldBe(["B/bad.dll", "bad.dll"]);
        summary.Skipped.Select(row => row.Path).ShouldBe(["native.dll"]);
    }

    [Fact]
    public void Constructor_Rows_AreAddedUp()
    {
        ScanSummary summary = new(Rows.Mixed);

        summary.Types.ShouldBe(111);
        summary.Methods.ShouldBe(222);
        summary.PInvokes.ShouldBe(3);
        summary.IlBytes.ShouldBe(3_000_000_333);
    }
}
