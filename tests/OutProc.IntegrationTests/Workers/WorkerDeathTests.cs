using System.Diagnostics;
using System.Globalization;
using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Workers;

public sealed class WorkerDeathTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_WorkerWithAGrandchild_EndsItIfTheGroupIsToBeKilled(bool killGroup)
    {
        await using IWorkerPool<IProbe> pool = await StartAsync<IProbe>(options => options.Launch.KillProcessGroup = killGroup);
        WorkerProcess<IProbe> worker = pool.Workers.ShouldHaveSingleItem();
        int grandchild = await pool.Proxy.StartGrandchildAsync(120).DefaultTimeout();

        worker.Kill();
        (await worker.Exited.DefaultTimeout()).Uptime.ShouldBeLessThan(TimeSpan.FromSeconds(100), "the grandchild holds the streams of the worker");

        if (killGroup)
        {
            (await Processes.WaitForEndAsync(grandchild, TimeSpan.FromSeconds(10))).ShouldBeTrue();
        }
        else
        {
            Processes.IsAlive(grandchild).ShouldBeTrue();
            Processes.Kill(grandchild);
        }
    }

    [Fact]
    public async Task Crash_OutOfMemory_IsReportedAsSuch()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync<IGlutton>();

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.Proxy.RunOutOfMemoryAsync().DefaultTimeout());

        error.Cause.ShouldBe(CrashCause.OutOfMemory);
        error.Message.ShouldContain("ran out of memory");
        error.Exit.StartedMethods.ShouldBe(["RunOutOfMemory"]);
    }

    [Fact]
    public async Task Crash_WithDumpFolder_TellsTheDump()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(RuntimeFolder, "createdump")), "This runtime has no createdump.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("outproc dumps ");
        try
        {
            await using IWorkerPool<IProbe> pool = await StartAsync<IProbe>(options => options.Launch.DumpFolder = folder.FullName);

            WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(
                () => pool.Proxy.FailFastAsync("dump me").DefaultTimeout());

            Assert.SkipWhen(
                error.Exit.StderrTail.Contains("ptrace", StringComparison.OrdinalIgnoreCase), "This machine lets no process look into another.");
            error.Exit.DumpPath.ShouldNotBeNull(error.Exit.StderrTail).ShouldBe(
                Path.Combine(folder.FullName, $"outproc-{error.Exit.ProcessId.ToString(CultureInfo.InvariantCulture)}.dmp"));
            new FileInfo(error.Exit.DumpPath).Length.ShouldBeGreaterThan(0);
            error.Message.ShouldContain(error.Exit.DumpPath);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_DumpFolderMissing_NamesIt()
    {
        WorkerStartException error = await Assert.ThrowsAsync<WorkerStartException>(
            () => StartAsync<IProbe>(static options => options.Launch.DumpFolder = "/no/such/dumps"));

        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("/no/such/dumps");
    }

    [Fact]
    public async Task Kill_Worker_RemovesTheRuntimesDiagnosticFiles()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync<IProbe>();
        WorkerProcess<IProbe> worker = pool.Workers.ShouldHaveSingleItem();
        await pool.Proxy.WorkerIdAsync().DefaultTimeout();
        DiagnosticFilesOf(worker.ProcessId).ShouldNotBeEmpty();

        worker.Kill();
        await worker.Exited.DefaultTimeout();

        DiagnosticFilesOf(worker.ProcessId).ShouldBeEmpty();
    }

    [Fact]
    public async Task Dispose_WorkerThatStaysAwake_EndsWithinTheGrace()
    {
        long started;
        int pid;
        await using (IWorkerPool<IGlutton> pool = await StartAsync<IGlutton>(static options => options.Launch.ShutdownGrace = TimeSpan.FromSeconds(1)))
        {
            pid = pool.Workers.ShouldHaveSingleItem().ProcessId;
            await pool.Proxy.StayAwakeAsync(600).DefaultTimeout();
            started = Stopwatch.GetTimestamp();
        }

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        Processes.IsAlive(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task Dispose_WorkerWithAForegroundThread_WaitsForIt()
    {
        IWorkerPool<IGlutton> pool = await StartAsync<IGlutton>(static options => options.Launch.ShutdownGrace = TimeSpan.FromSeconds(30));
        WorkerProcess<IGlutton> worker = pool.Workers.ShouldHaveSingleItem();
        await pool.Proxy.StayAwakeAsync(2).DefaultTimeout();
        long started = Stopwatch.GetTimestamp();

        await pool.DisposeAsync().DefaultTimeout();

        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        WorkerExitInfo exit = await worker.Exited.DefaultTimeout();
        exit.CleanGoodbye.ShouldBeTrue();
        exit.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Heartbeat_StoppedProcess_IsKilledAndReplaced()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync<IProbe>(static options =>
        {
            options.Heartbeat.Interval = TimeSpan.FromMilliseconds(100);
            options.Heartbeat.Timeout = TimeSpan.FromSeconds(1);
        });
        WorkerProcess<IProbe> worker = pool.Workers.ShouldHaveSingleItem();

        // Raised by the worker itself, which stands still from then on, call and all.
        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.Proxy.RaiseAsync("STOP").DefaultTimeout());

        error.Cause.ShouldBe(CrashCause.HeartbeatLost, error.Message);
        error.Message.ShouldContain("Heartbeat.Timeout");
        (await worker.Exited.DefaultTimeout()).Signal.ShouldBe(9);
        (await pool.Proxy.WorkerIdAsync().DefaultTimeout()).ShouldBe(1);
    }

    [Fact]
    public async Task Heartbeat_LongCall_IsBusyAndNotKilled()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync<IGlutton>(static options =>
        {
            options.Heartbeat.Interval = TimeSpan.FromMilliseconds(50);
            options.Heartbeat.Timeout = TimeSpan.FromSeconds(1);
        });
        WorkerProcess<IGlutton> worker = pool.Workers.ShouldHaveSingleItem();
        worker.BusySince.ShouldBeNull();
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        Task<int> call = pool.Proxy.SpinAsync(3000).AsTask();
        await worker.WaitUntilRunningAsync("Spin");

        worker.BusySince.ShouldNotBeNull().ShouldBeInRange(before.AddMilliseconds(-100), TimeProvider.System.GetUtcNow());
        worker.State.ShouldBe(WorkerState.Busy);
        (await call.DefaultTimeout()).ShouldBeGreaterThan(0);
        worker.RunningMethod.ShouldBeNull();
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(1);
    }

    private static string RuntimeFolder => System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();

    private static string[] DiagnosticFilesOf(int pid)
        => [.. Directory.GetFiles(Path.GetTempPath()).Where(file => Path.GetFileName(file) is var name
            && (name.StartsWith($"dotnet-diagnostic-{pid}-", StringComparison.Ordinal) || name.StartsWith($"clr-debug-pipe-{pid}-", StringComparison.Ordinal)))];

    private static Task<IWorkerPool<T>> StartAsync<T>(Action<WorkerPoolOptions>? configure = null)
        where T : class, IRemoteContract<T>
        => WorkerPool.StartAsync<T>(options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MaxWorkers = 1;
            configure?.Invoke(options);
        }).DefaultTimeout();
}
