using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class WorkerArgumentsTests
{
    [Fact]
    public void TryParse_OwnArguments_RoundTrip()
    {
        var arguments = new WorkerArguments("Thumbnails#2", 4711);
        WorkerArguments.TryParse(arguments.ToArray(), out WorkerArguments parsed).ShouldBeTrue();
        parsed.ShouldBe(arguments);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("outproc-worker")]
    [InlineData("outproc-worker", "Thumbnails#2", "host=")]
    [InlineData("outproc-worker", "Thumbnails#2", "host=-3")]
    [InlineData("outproc-worker", "Thumbnails#2", "4711")]
    [InlineData("outproc-worker", "Thumbnails#2", "host=4711", "more")]
    public void TryParse_ArgumentsOfAnApplication_AreLeftAlone(params string[] args)
        => WorkerArguments.TryParse(args, out _).ShouldBeFalse();

    [Fact]
    public void TryRun_ArgumentsOfAnApplication_ReturnsFalse()
    {
        OutProcWorker.TryRun(["--verbose"], out int exitCode).ShouldBeFalse();
        exitCode.ShouldBe(0);
    }
}
