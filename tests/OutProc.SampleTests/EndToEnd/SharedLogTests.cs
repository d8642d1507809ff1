namespace OutProc.SampleTests.EndToEnd;

/// <summary>The sample in which many processes append to one file under a shared lock.</summary>
public sealed class SharedLogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Run_ManyProcesses_EveryLineIsThereOnce()
    {
        SampleRun run = await RunAsync("--workers", "4", "--lines", "300");

        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.Split('\n').Count(static line => line.EndsWith(
            "0 killed, 0 of them with the lock: every line whole, each exactly once", StringComparison.Ordinal)).ShouldBe(2, run.Output);
    }

    [Fact]
    public async Task Run_HoldersKilled_EveryLineIsThereOnce()
    {
        SampleRun run = await RunAsync("--lines", "2000", "--kill-holder");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Output.Split('\n').Count(static line => line.EndsWith(
            "5 of them with the lock: every line whole, each exactly once", StringComparison.Ordinal)).ShouldBe(2, run.Output);
    }

    [Theory]
    [InlineData("There is no option '--bogus'. See --help.", "--bogus")]
    [InlineData("--workers must be a number from 1 to 64, not '65'.", "--workers", "65")]
    [InlineData("--file needs a value. See --help.", "--file")]
    public async Task Main_WrongUsage_IsOneLineOnStandardErrorAndExitCode1(string message, params string[] args)
        => (await SampleRun.ToEndAsync(Start(args))).ShouldBe(new SampleRun(1, "", message + "\n"));

    public void Dispose() => _folder.Dispose();

    private static System.Diagnostics.Process Start(params string[] args)
        => SampleRun.StartCommand(SampleRun.DotNet, [Path.Join(AppContext.BaseDirectory, "SharedLog.dll"), .. args]);

    private Task<SampleRun> RunAsync(params string[] args) => SampleRun.ToEndAsync(Start([.. args, "--file", _folder["app.log"]]));
}
