using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

/// <summary>Worker processes as they are: the .NET host, OutProc.dll, the application's dependencies.</summary>
public partial class RealWorkerTests
{
    [Fact]
    public async Task Worker_EntryAssembly_IsTheApplications()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        (await pool.Proxy.EntryAssemblyAsync().DefaultTimeout()).ShouldBe(System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name);
    }

    [Fact]
    public async Task Worker_CommandLine_NamesTheWorker()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        string commandLine = await pool.Proxy.ProcFileAsync("cmdline").DefaultTimeout();
        commandLine.ShouldContain("OutProc.dll");
        commandLine.ShouldContain("Probe#1");
        (await pool.Proxy.ProcFileAsync("comm").DefaultTimeout()).ShouldBe("Probe#1\n");
    }

    [Fact]
    public async Task Worker_Descriptors_HoldNothingOfTheHosts()
    {
        // What the runtime itself opens is its affair; of the host's files there must be none, and of sockets only the two channels
        // and the runtime's diagnostics.
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        using Interop.FileDescriptor leaky = LeakyDescriptor.Of(file.SafeFileHandle);
        await using IWorkerPool<IProbe> pool = await StartAsync();
        string descriptors = await pool.Proxy.DescriptorsAsync().DefaultTimeout();
        descriptors.ShouldNotContain(path);
        descriptors.ShouldContain("3 /proc/self/fd/socket:");
        Socket().Count(descriptors).ShouldBeLessThanOrEqualTo(3, descriptors);
    }

    [Fact]
    public async Task Worker_Environment_FollowsTheRules()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync(options =>
        {
            options.Launch.Environment["PROBE"] = "here";
            options.Launch.WorkingDirectory = "/usr";
        });
        (await pool.Proxy.VariableAsync("PROBE").DefaultTimeout()).ShouldBe("here");
        (await pool.Proxy.VariableAsync("DOTNET_TieredPGO").DefaultTimeout()).ShouldBe("0");
        (await pool.Proxy.VariableAsync("OUTPROC_DEPTH").DefaultTimeout()).ShouldBe("1");
        (await pool.Proxy.WorkingDirectoryAsync().DefaultTimeout()).ShouldBe("/usr");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("QUIT")]
    public async Task Worker_TerminalSignals_AreIgnored(string signal)
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        await pool.Proxy.RaiseAsync(signal).DefaultTimeout();
        (await pool.Proxy.WorkerIdAsync().DefaultTimeout()).ShouldBe(1);
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Worker_ExitsInACall_TellsTheCode()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        WorkerCrashedException error = await Should.ThrowAsync<WorkerCrashedException>(() => pool.Proxy.ExitAsync(37).DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.Exited);
        error.Exit.ExitCode.ShouldBe(37);
        error.Exit.CleanGoodbye.ShouldBeFalse();
        error.Exit.Uptime.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Worker_FailsFast_TellsTheSignalAndTheReason()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        WorkerCrashedException error = await Should.ThrowAsync<WorkerCrashedException>(
            () => pool.Proxy.FailFastAsync("the disk is on fire").DefaultTimeout());
        error.Exit.Signal.ShouldBe(6);
        error.Exit.StderrTail.ShouldContain("the disk is on fire");
        error.Message.ShouldContain("SIGABRT");
    }

    [Fact]
    public async Task Worker_OverflowsItsStack_OnlyTheCallFails()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        WorkerCrashedException error = await Should.ThrowAsync<WorkerCrashedException>(() => pool.Proxy.RecurseAsync().DefaultTimeout());
        error.Exit.Signal.ShouldBe(6);
        error.Exit.StderrTail.Length.ShouldBeInRange(1, 8 << 10);
        (await pool.Proxy.WorkerIdAsync().DefaultTimeout()).ShouldBe(1);
    }

    [Fact]
    public async Task Worker_Killed_LeavesNoDiagnosticFiles()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        WorkerProcess<IProbe> worker = pool.Workers.ShouldHaveSingleItem();

        // With the start time: a process that had the same id before may have left files of its own.
        string startTime = DiagnosticFiles.ReadStartTime(
            await File.ReadAllTextAsync($"/proc/{worker.ProcessId}/stat", TestContext.Current.CancellationToken));
        string pattern = $"*-{worker.ProcessId}-{startTime}-*";
        Directory.GetFiles(Path.GetTempPath(), pattern).ShouldNotBeEmpty();
        worker.Kill();
        await worker.Exited.DefaultTimeout();
        Directory.GetFiles(Path.GetTempPath(), pattern).ShouldBeEmpty();
    }

    [Fact]
    public async Task Worker_Stopped_SaysGoodbyeAndExitsWithZero()
    {
        IWorkerPool<IProbe> pool = await StartAsync();
        WorkerProcess<IProbe> worker = pool.Workers.ShouldHaveSingleItem();
        await pool.DisposeAsync().DefaultTimeout();
        WorkerExitInfo exit = await worker.Exited.DefaultTimeout();
        exit.CleanGoodbye.ShouldBeTrue();
        exit.ExitCode.ShouldBe(0);
        Processes.IsAlive(exit.ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task Worker_StandardStreams_GoToTheLoggers()
    {
        using var loggers = new RecordingLoggerFactory();
        await using IWorkerPool<IProbe> pool = await StartAsync(loggers: loggers);
        await pool.Proxy.WriteOutputAsync("hello\nworld\n").DefaultTimeout();
        await pool.Proxy.WriteErrorAsync("oh no\n").DefaultTimeout();
        await loggers.WaitForAsync(record => record.Category == "OutProc.Worker.StdOut" && (string?)record.State["Line"] == "world");
        await loggers.WaitForAsync(record => record.Category == "OutProc.Worker.StdErr" && (string?)record.State["Line"] == "oh no");
    }

    [Fact]
    public async Task Worker_Logger_ReachesTheHostsFactory()
    {
        using var loggers = new RecordingLoggerFactory();
        await using IWorkerPool<IProbe> pool = await StartAsync(loggers: loggers);
        await pool.Proxy.LogAsync("ah").DefaultTimeout();
        RecordingLoggerFactory.LogRecord record = await loggers.WaitForAsync(record => record.Id.Id == 42);
        record.Category.ShouldBe("OutProc.TestWorkers.Probe");
        record.Level.ShouldBe(LogLevel.Warning);
        record.Id.Name.ShouldBe("Probed");
        record.Text.ShouldBe("Probe says ah");
        record.State["Text"].ShouldBe("ah");
        record.State["{OriginalFormat}"].ShouldBe("Probe says {Text}");
        record.State["WorkerId"].ShouldBe(1);
        record.Scopes.ShouldBe(["order 17"]);
        record.Exception.ShouldNotBeNull().ToString().ShouldContain("inner trouble");
    }

    [Fact]
    public async Task Start_WorkerInAWorker_IsRefusedBeyondTheDepth()
    {
        await using IWorkerPool<IProbe> pool = await StartAsync();
        Exception error = await Should.ThrowAsync<Exception>(() => pool.Proxy.AddInNestedWorkerAsync(1, 2, maxDepth: 1).DefaultTimeout());
        error.ToString().ShouldContain("Launch.MaxDepth");
        (await pool.Proxy.AddInNestedWorkerAsync(1, 2, maxDepth: 2).DefaultTimeout()).ShouldBe(3);
    }

    [Fact]
    public async Task Start_ConstructorThrows_CarriesTheRemoteStack()
    {
        WorkerStartException error = await Should.ThrowAsync<WorkerStartException>(
            () => new ProcessWorkerLauncher().StartAsync(StartRequests.For<IUnwilling>(), TestContext.Current.CancellationToken).DefaultTimeout());
        error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
        error.Message.ShouldContain("not today");
        InvalidOperationException inner = error.InnerException.ShouldBeOfType<InvalidOperationException>();
        inner.StackTrace.ShouldNotBeNull().ShouldContain("Unwilling..ctor");
        inner.InnerException.ShouldBeOfType<TimeoutException>().Message.ShouldBe("the database slept");
        error.Exit.ShouldNotBeNull();
        Processes.IsAlive(error.Exit.ProcessId).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_InitializeNeverEnds_TimesOutAndSaysSo()
    {
        var launch = new LaunchOptions { StartTimeout = TimeSpan.FromSeconds(3) };
        WorkerStartException error = await Should.ThrowAsync<WorkerStartException>(
            () => new ProcessWorkerLauncher().StartAsync(StartRequests.For<ISleepy>(launch), TestContext.Current.CancellationToken).DefaultTimeout());
        error.Reason.ShouldBe(WorkerStartFailure.Timeout);
        error.Message.ShouldContain("InitializeAsync");
        error.Message.ShouldContain("counting sheep");
        Processes.IsAlive(error.Exit.ShouldNotBeNull().ProcessId).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, WorkerTransport.SharedMemory)]
    [InlineData(false, WorkerTransport.SharedMemory)]
    [InlineData(false, WorkerTransport.Socket)]
    public async Task Worker_SendsGarbage_IsKilledAndTheHostLives(bool control, WorkerTransport transport)
    {
        using var loggers = new RecordingLoggerFactory();
        await using IWorkerPool<IProbe> pool = await StartAsync(options => options.Launch.Transport = transport, loggers);
        WorkerProcess<IProbe> worker = pool.Workers.ShouldHaveSingleItem();

        // Under way when the garbage arrives, so it fails with the worker.
        WorkerCrashedException error = await Should.ThrowAsync<WorkerCrashedException>(
            () => pool.Proxy.WriteGarbageAndWaitAsync(control).DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.ProtocolViolation);
        (await worker.Exited.DefaultTimeout()).Signal.ShouldBe(9);
        await loggers.WaitForAsync(record => record.Category == "OutProc.Workers" && record.Text.Contains("ProtocolViolation", StringComparison.Ordinal));
        (await pool.Proxy.WorkerIdAsync().DefaultTimeout()).ShouldBe(1);
    }

    [Fact]
    public async Task Start_OtherSchema_IsAMismatchThatNamesTheMethod()
    {
        MethodDescriptor[] methods = [.. StartRequests.For<ICalculator>().Contract.Methods];
        MethodDescriptor changed = methods[0];
        methods[0] = new MethodDescriptor(changed.Index, changed.Id, changed.Name, changed.SchemaHash + 1, changed.Schema.Replace("double", "decimal", StringComparison.Ordinal));
        methods[1] = new MethodDescriptor(1, 0xDEAD, "Vanished", 1, "void Vanished()");
        WorkerContractMismatchException error = await Should.ThrowAsync<WorkerContractMismatchException>(
            () => new ProcessWorkerLauncher()
                .StartAsync(StartRequests.For<ICalculator>().With(methods), TestContext.Current.CancellationToken).DefaultTimeout());
        error.Reason.ShouldBe(WorkerStartFailure.ContractMismatch);
        error.Differences.ShouldContain(difference => difference.Contains("'left' is 'decimal' in the host and 'double' in the worker"));
        error.Differences.ShouldContain(difference => difference.Contains("Vanished"));
        error.Message.ShouldContain(error.Differences[0]);
    }

    [Fact]
    public async Task Start_ManyTimes_LeaksNoDescriptor()
    {
        var launcher = new ProcessWorkerLauncher(() => new WorkerCommand("/bin/sh", ["-c", "exit 1"]));
        await FailAsync(launcher);
        int before = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 50; i++)
        {
            await FailAsync(launcher);
        }

        // Others open and close files meanwhile; fifty workers have six descriptors each.
        Directory.GetFiles("/proc/self/fd").Length.ShouldBeLessThan(before + 100);

        static Task FailAsync(ProcessWorkerLauncher launcher) => Should.ThrowAsync<WorkerStartException>(
            () => launcher.StartAsync(StartRequests.ForMissingAssembly(), TestContext.Current.CancellationToken).DefaultTimeout());
    }

    private static Task<IWorkerPool<IProbe>> StartAsync(Action<WorkerPoolOptions>? configure = null, ILoggerFactory? loggers = null)
        => WorkerPool.StartAsync<IProbe>(
            options =>
            {
                options.Mode = ExecutionMode.Process;
                options.Pool.MaxWorkers = 1;
                configure?.Invoke(options);
            },
            loggers).DefaultTimeout();

    [GeneratedRegex("socket:")]
    private static partial Regex Socket();
}
