using System.Text.Json;
using AssemblyScan.Output;
using AssemblyScan.Running;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.Output;

public sealed class JsonReportTests
{
    [Fact]
    public void Render_MixedRows_IsOneLinePerFile()
    {
        Snapshot.Match(JsonReport.Render(new ScanSummary(Rows.Mixed)));
    }

    [Fact]
    public void Render_OtherOrder_IsTheSameText()
    {
        JsonReport.Render(new ScanSummary(Rows.Mixed.Reverse())).ShouldBe(JsonReport.Render(new ScanSummary(Rows.Mixed)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_AnyRows_IsJson(bool empty)
    {
        using JsonDocument json = JsonDocument.Parse(JsonReport.Render(new ScanSummary(empty ? [] : Rows.Mixed)));

        json.RootElement.GetProperty("assemblies").GetArrayLength().ShouldBe(empty ? 0 : 3);
        json.RootElement.GetProperty("totals").GetProperty("ilBytes").GetInt64().ShouldBe(empty ? 0 : 3_000_000_333);
    }
}
