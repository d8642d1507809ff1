using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

public class ProcessWorkerLauncherTests
{
    [Fact]
    public async Task StartAsync_WorkerAssemblyMissing_NamesIt()
    {
        WorkerStartException error = await FailAsync(new ProcessWorkerLauncher());
        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("Missing.Assembly");
        error.Exit.ShouldNotBeNull().ProcessId.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task StartAsync_WorkerExitsAtOnce_TellsCodeAndStderr()
    {
        WorkerStartException error = await FailAsync(FakeWorker.Launcher("echo 'no such luck' >&2; exit 37"));
        error.Reason.ShouldBe(WorkerStartFailure.ExitedEarly);
        error.Message.ShouldContain("exited with code 37");
        error.Message.ShouldContain("no such luck");
        error.Exit.ShouldNotBeNull().ExitCode.ShouldBe(37);
        error.Exit.Signal.ShouldBeNull();
        error.Exit.CleanGoodbye.ShouldBeFalse();
        error.Exit.StderrTail.ShouldBe("no such luck\n");
    }

    [Fact]
    public async Task StartAsync_WorkerKilled_TellsTheSignal()
    {
        WorkerStartException error = await FailAsync(FakeWorker.Launcher("kill -9 $$"));
        error.Reason.ShouldBe(WorkerStartFailure.ExitedEarly);
        error.Exit.ShouldNotBeNull().Signal.ShouldBe(9);
        error.Exit.ExitCode.ShouldBeNull();
    }

    [Fact]
    public async Task StartAsync_NoHandshake_TimesOutWithStderrAndKills()
    {
        var launch = new LaunchOptions { StartTimeout = TimeSpan.FromMilliseconds(300) };
        long started = Stopwatch.GetTimestamp();
        WorkerStartException error = await FailAsync(FakeWorker.Launcher("echo 'still thinking' >&2; exec sleep 600"), launch);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        error.Reason.ShouldBe(WorkerStartFailure.Timeout);
        error.Message.ShouldContain("0.3 s");
        error.Message.ShouldContain("still thinking");
        error.Exit.ShouldNotBeNull().Signal.ShouldBe(9);
        Processes.IsAlive(error.Exit.ProcessId).ShouldBeFalse();
    }

    [Theory]
    [InlineData("head -c 4096 /dev/urandom >&3")]
    [InlineData("printf 'GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n' >&3")]
    [InlineData("printf '\\377\\377\\377\\177\\020\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000' >&3")]
    public async Task StartAsync_Garbage_IsAProtocolViolationAndKills(string script)
    {
        WorkerStartException error = await FailAsync(FakeWorker.Launcher(script + "; exec sleep 600"));
        error.Reason.ShouldBe(WorkerStartFailure.ProtocolViolation);
        error.Exit.ShouldNotBeNull().Signal.ShouldBe(9);
        Processes.IsAlive(error.Exit.ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task StartAsync_ReadyBeforeHello_IsAProtocolViolation()
    {
        // An empty frame of kind 18.
        WorkerStartException error = await FailAsync(
            FakeWorker.Launcher("printf '\\000\\000\\000\\000\\022\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000' >&3; exec sleep 600"));
        error.Reason.ShouldBe(WorkerStartFailure.ProtocolViolation);
        error.Message.ShouldContain("Ready frame out of turn");
    }

    [Fact]
    public async Task StartAsync_ControlChannelClosedByALivingProcess_IsKilledAfterAGrace()
    {
        WorkerStartException error = await FailAsync(FakeWorker.Launcher("exec 3>&-; exec sleep 600"));
        error.Reason.ShouldBe(WorkerStartFailure.ProtocolViolation);
        error.Exit.ShouldNotBeNull().Signal.ShouldBe(9);
    }

    [Fact]
    public async Task StartAsync_GoodbyeFromALivingProcess_IsKilledAfterAGrace()
    {
        // An empty frame of kind 22.
        WorkerStartException error = await FailAsync(
            FakeWorker.Launcher("printf '\\000\\000\\000\\000\\026\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000' >&3; exec sleep 600"));
        error.Reason.ShouldBe(WorkerStartFailure.ProtocolViolation);
        error.Message.ShouldContain("Goodbye that nobody had asked for");
        error.Exit.ShouldNotBeNull().Signal.ShouldBe(9);
    }

    [Fact]
    public async Task StartAsync_GrandchildKeepsTheStreams_ExitIsNotDelayed()
    {
        long started = Stopwatch.GetTimestamp();
        WorkerStartException error = await FailAsync(
            FakeWorker.Launcher("sleep 20 3>&- & echo $! >&2; exit 5"), new LaunchOptions { KillProcessGroup = false });
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        error.Exit.ShouldNotBeNull().ExitCode.ShouldBe(5);
        Processes.Kill(int.Parse(error.Exit.StderrTail, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task StartAsync_Cancelled_KillsAndThrowsCanceled()
    {
        using var loggers = new RecordingLoggerFactory();
        using var cancel = new CancellationTokenSource();
        Task start = FakeWorker.Launcher("echo $$; exec sleep 600")
            .StartAsync(StartRequests.ForMissingAssembly(loggers: loggers), cancel.Token).AsTask();
        RecordingLoggerFactory.LogRecord line = await loggers.WaitForAsync(record => record.Category == "OutProc.Worker.StdOut");
        int pid = int.Parse((string)line.State["Line"]!, System.Globalization.CultureInfo.InvariantCulture);
        Processes.IsAlive(pid).ShouldBeTrue();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => start.DefaultTimeout());
        Processes.IsAlive(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task StartAsync_ProgramMissing_IsSpawnFailed()
    {
        var launcher = new ProcessWorkerLauncher(() => new WorkerCommand("/no/such/dotnet", []));
        WorkerStartException error = await FailAsync(launcher);
        error.Reason.ShouldBe(WorkerStartFailure.SpawnFailed);
        error.Message.ShouldContain("/no/such/dotnet");
        error.Message.ShouldContain("No such file");
        error.Exit.ShouldBeNull();
    }

    [Fact]
    public async Task StartAsync_WorkingDirectoryMissing_NamesIt()
    {
        WorkerStartException error = await FailAsync(
            FakeWorker.Launcher("exit 1"), new LaunchOptions { WorkingDirectory = "/no/such/folder" });
        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("/no/such/folder");
    }

    private static Task<WorkerStartException> FailAsync(ProcessWorkerLauncher launcher, LaunchOptions? launch = null)
        => Should.ThrowAsync<WorkerStartException>(
            () => launcher.StartAsync(StartRequests.ForMissingAssembly(launch), TestContext.Current.CancellationToken).DefaultTimeout());
}
