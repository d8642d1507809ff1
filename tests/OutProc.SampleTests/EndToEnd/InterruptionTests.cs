using System.Text.RegularExpressions;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>Ends a scan from outside while a worker is stuck: no worker may be left.</summary>
public sealed partial class InterruptionTests : IDisposable
{
    private readonly StuckFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CtrlC_InATerminal_StopsWithOneLineAndNoWorkerLeft()
    {
        // script gives the program a terminal of its own, and passes on its exit code (-e).
        using RunningProcess terminal = new(SampleRun.StartCommand(
            "script", ["-qefc", $"{SampleRun.DotNet} {SampleRun.Program} --workers 2 {_folder.FullPath}", "/dev/null"]));
        await terminal.Output.WaitForAsync(text => SomeProgress().IsMatch(text));
        IReadOnlyList<int> running = ProcessTree.DescendantsOf(terminal.Id);
        running.Count.ShouldBeGreaterThanOrEqualTo(2, "the host and a worker");

        await terminal.TypeAsync('\x03');
        int exitCode = await terminal.WaitForExitAsync();

        exitCode.ShouldBe(130);
        string text = await terminal.Output.ToEndAsync();
        text.Split('\n')[^2].ShouldEndWith("Stopped.\r");
        text.ShouldNotContain("Exception");
        await ShouldHaveEndedAsync(running);
    }

    [Fact]
    public async Task SigTerm_DuringAScan_StopsWithItsExitCode()
    {
        using RunningProcess host = await StartStuckScanAsync();
        IReadOnlyList<int> workers = ProcessTree.DescendantsOf(host.Id);

        using RunningProcess kill = new(SampleRun.StartCommand("kill", ["-TERM", $"{host.Id}"]));
        int exitCode = await host.WaitForExitAsync();

        exitCode.ShouldBe(143);
        (await host.Error.ToEndAsync()).ShouldContain("\nStopped.\n");
        await ShouldHaveEndedAsync(workers);
    }

    [Fact]
    public async Task SigKill_OfTheHost_LeavesNoWorker()
    {
        using RunningProcess host = await StartStuckScanAsync();
        IReadOnlyList<int> workers = ProcessTree.DescendantsOf(host.Id);
        workers.Count.ShouldBe(2);

        host.Kill();

        await ShouldHaveEndedAsync(workers);
    }

    /// <summary>Starts a scan that does not end, and returns when both of its workers are at work.</summary>
    private async Task<RunningProcess> StartStuckScanAsync()
    {
        RunningProcess host = new(SampleRun.Start("--workers", "2", "--verbose", _folder.FullPath));
        await host.Error.WaitForAsync(log => WorkerReady().Count(log) == 2);
        return host;
    }

    private static async Task ShouldHaveEndedAsync(IReadOnlyList<int> processes)
    {
        foreach (int process in processes)
        {
            (await ProcessEnd.WithinAsync(process, TimeSpan.FromSeconds(1))).ShouldBeTrue($"process {process} is still running");
        }
    }

    [GeneratedRegex(@"\b[1-9]\d*%")]
    private static partial Regex SomeProgress();

    [GeneratedRegex("AssemblyScanner #. .* was ready")]
    private static partial Regex WorkerReady();
}
