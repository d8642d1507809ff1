using OutProc.Contracts;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class WorkerDepthTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    [InlineData("3", 3)]
    [InlineData("-1", int.MaxValue)]
    [InlineData("deep", int.MaxValue)]
    [InlineData("99999999999", int.MaxValue)]
    public void Parse_Value_NeverMakesAWorkerLookLikeAnApplication(string? value, int depth) => WorkerDepth.Parse(value).ShouldBe(depth);

    [Fact]
    public void Check_AtTheLimit_SaysWhatToRaise()
    {
        WorkerDepth.Check(0, 1, "Thumbnails #1");
        WorkerDepth.Check(1, 2, "Thumbnails #1");
        WorkerStartException error = Should.Throw<WorkerStartException>(() => WorkerDepth.Check(1, 1, "Thumbnails #1"));
        error.Reason.ShouldBe(WorkerStartFailure.DepthExceeded);
        error.Message.ShouldContain("Launch.MaxDepth");
    }
}
