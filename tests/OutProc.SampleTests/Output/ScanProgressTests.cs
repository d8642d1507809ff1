using AssemblyScan.Output;
using AssemblyScan.Running;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.Output;

public sealed class ScanProgressTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CollectAsync_AnyConsole_KeepsEveryRowInOrder(bool interactive)
    {
        using RecordedConsole console = new(interactive: interactive);
        ScanProgress progress = new(console.Console);

        List<ScanRow> rows = await progress.CollectAsync(Rows.Mixed.ToAsyncEnumerable(), Rows.Mixed.Count).DefaultTimeout();

        rows.ShouldBe(Rows.Mixed);
    }

    [Fact]
    public async Task CollectAsync_RedirectedOutput_WritesALinePerTenth()
    {
        using RecordedConsole console = new();
        ScanProgress progress = new(console.Console);

        await progress.CollectAsync(Enumerable.Repeat(Rows.Mixed[0], 2000).ToAsyncEnumerable(), 2000).DefaultTimeout();

        console.Lines.Length.ShouldBe(10);
        console.Lines[0].ShouldBe(" 10 %  200 of 2,000");
        console.Lines[9].ShouldBe("100 %  2,000 of 2,000");
    }
}
