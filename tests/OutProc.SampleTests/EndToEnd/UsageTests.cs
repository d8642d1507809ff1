namespace OutProc.SampleTests.EndToEnd;

/// <summary>What the program says when it is used wrongly.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("There is no option '--bogus'. See --help.", "--bogus")]
    [InlineData("There is no folder or file '/no/such/folder'.", "/no/such/folder")]
    [InlineData("--workers must be a number from 1 to 256, not '0'.", "--workers", "0")]
    [InlineData(
        "--with-bad-files cannot be combined with --in-process: one of the files would end this very process.",
        "--in-process", "--with-bad-files")]
    public async Task Main_WrongUsage_IsOneLineOnStandardErrorAndExitCode1(string message, params string[] args)
    {
        SampleRun run = await SampleRun.ToEndAsync(args);

        run.ShouldBe(new SampleRun(1, "", message + "\n"));
    }

    [Fact]
    public async Task Main_NoWorkerCanStart_IsOneLineOnStandardErrorAndExitCode1()
    {
        // As if it ran inside a worker, which may not start workers of its own.
        SampleRun run = await SampleRun.ToEndAsync(SampleRun.StartCommand(
            "env", ["OUTPROC_DEPTH=1", SampleRun.DotNet, SampleRun.Program, Path.GetDirectoryName(SampleRun.Program)!]));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("AssemblyScanner #");
        run.Error.Count(character => character == '\n').ShouldBe(1, run.Error);
        run.Output.ShouldStartWith("Scanning ");
    }

    [Fact]
    public async Task Main_Help_IsOnStandardOutput()
    {
        SampleRun run = await SampleRun.ToEndAsync("--help");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Usage: AssemblyScan [PATH] [options]");
        run.Error.ShouldBeEmpty();
    }
}
