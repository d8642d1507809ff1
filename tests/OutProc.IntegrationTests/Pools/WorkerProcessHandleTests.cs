using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Pools;

/// <summary>What Python's <c>Process</c> offers and asserts: start, join, terminate, kill, exit code, sentinel.</summary>
public sealed class WorkerProcessHandleTests
{
    public static TheoryData<ExecutionMode> Modes => [ExecutionMode.Process, ExecutionMode.InProcess];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Life_FromCreateToDispose_TellsWhatItIs(ExecutionMode mode)
    {
        StandaloneWorkerProcess<ICalculator> worker = Create(mode, name: "Abacus");
        worker.State.ShouldBe(WorkerState.NotStarted);
        worker.Name.ShouldBe("Abacus");
        worker.ExitInfo.ShouldBeNull();
        worker.ToString().ShouldBe("Abacus (NotStarted)");

        await worker.StartAsync(Token).DefaultTimeout();
        worker.State.ShouldBe(WorkerState.Ready);
        (worker.ProcessId == Environment.ProcessId).ShouldBe(mode == ExecutionMode.InProcess);
        worker.Exited.IsCompleted.ShouldBeFalse();
        (await worker.Proxy.IncrementAsync(Token).DefaultTimeout()).ShouldBe(1);
        (await worker.Proxy.IncrementAsync(Token).DefaultTimeout()).ShouldBe(2, "its state lives as long as it does");

        using var cancel = new CancellationTokenSource();
        Task call = worker.Proxy.WaitAsync(cancel.Token).AsTask();
        worker.State.ShouldBe(WorkerState.Busy);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<RemoteCanceledException>(() => call);
        worker.State.ShouldBe(WorkerState.Ready);

        await worker.DisposeAsync().DefaultTimeout();
        worker.State.ShouldBe(WorkerState.Exited);
        worker.ExitInfo.ShouldNotBeNull().CleanGoodbye.ShouldBeTrue();
        worker.ExitInfo.ExitCode.ShouldBe(0);
        worker.ToString().ShouldBe("Abacus (exited with code 0)");
        await worker.DisposeAsync().DefaultTimeout();
    }

    [Fact]
    public async Task Start_Twice_IsRefused()
    {
        await using StandaloneWorkerProcess<ICalculator> worker = Create(ExecutionMode.InProcess);
        await worker.StartAsync(Token).DefaultTimeout();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => worker.StartAsync(Token));

        error.Message.ShouldContain("cannot be started twice");
        (await worker.Proxy.AddAsync(1, 2, Token).DefaultTimeout()).ShouldBe(3);
    }

    [Fact]
    public async Task Start_AfterItsEnd_IsRefused()
    {
        await using StandaloneWorkerProcess<ICalculator> worker = Create(ExecutionMode.InProcess);
        await worker.StartAsync(Token).DefaultTimeout();
        await worker.StopAsync().DefaultTimeout();

        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.StartAsync(Token));
    }

    [Fact]
    public async Task Start_AfterDispose_IsRefused()
    {
        StandaloneWorkerProcess<ICalculator> worker = Create(ExecutionMode.Process);
        await worker.DisposeAsync().DefaultTimeout();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => worker.StartAsync(Token));
        worker.State.ShouldBe(WorkerState.NotStarted);
    }

    [Fact]
    public async Task AnyUse_BeforeTheStart_SaysThatItWasNotStarted()
    {
        await using StandaloneWorkerProcess<ICalculator> worker = Create(ExecutionMode.Process);

        (string, Func<object?>)[] uses =
        [
            ("cannot be waited for", () => worker.Exited),
            ("cannot be waited for", () => worker.WaitForExitAsync(Token)),
            ("cannot be waited for", () => worker.WaitForExitAsync(TimeSpan.Zero)),
            ("has no process", () => worker.ProcessId),
            ("cannot be killed", () => Do(worker.Kill)),
            ("cannot be terminated", () => Do(worker.Terminate)),
        ];
        foreach ((string what, Func<object?> use) in uses)
        {
            Assert.Throws<InvalidOperationException>(use).Message.ShouldBe($"Calculator #1 {what}: it was not started.");
        }

        (await Assert.ThrowsAsync<InvalidOperationException>(() => worker.StopAsync())).Message.ShouldContain("cannot be stopped");
        (await Assert.ThrowsAsync<InvalidOperationException>(() => worker.Proxy.AddAsync(1, 2, Token).AsTask())).Message.ShouldContain("was not started");
    }

    [Fact]
    public void Create_EmptyName_IsRefused()
        => Assert.Throws<ArgumentException>(() => WorkerProcess.Create<ICalculator>(name: " "));

    [Fact]
    public async Task WaitForExit_WhileItRuns_ReturnsOnTimeAndAskedAgainAfterTheEndAtOnce()
    {
        await using StandaloneWorkerProcess<ICalculator> worker = Create(ExecutionMode.Process);
        await worker.StartAsync(Token).DefaultTimeout();

        await Assert.ThrowsAsync<TimeoutException>(() => worker.WaitForExitAsync(TimeSpan.Zero));
        await Assert.ThrowsAsync<TimeoutException>(() => worker.WaitForExitAsync(TimeSpan.FromMilliseconds(20)));
        using var cancel = new CancellationTokenSource();
        Task<WorkerExitInfo> wait = worker.WaitForExitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        worker.State.ShouldBe(WorkerState.Ready, "waiting asks for nothing");

        worker.Kill();
        (await worker.WaitForExitAsync(Token).DefaultTimeout()).Signal.ShouldBe(9);
        (await worker.WaitForExitAsync(TimeSpan.Zero)).Signal.ShouldBe(9);
        (await worker.StopAsync().DefaultTimeout()).Signal.ShouldBe(9);
    }

    [Fact]
    public async Task Terminate_RunningWorker_EndsBySigterm()
    {
        await using StandaloneWorkerProcess<ICalculator> worker = Create(ExecutionMode.Process);
        await worker.StartAsync(Token).DefaultTimeout();

        worker.Terminate();

        WorkerExitInfo exit = await worker.Exited.DefaultTimeout();
        (exit.ExitCode ?? 128 + exit.Signal).ShouldBe(128 + 15);
        exit.CleanGoodbye.ShouldBeFalse();
        Processes.IsAlive(exit.ProcessId).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Kill_WithACallUnderWay_FailsItAndRefusesMore(ExecutionMode mode)
    {
        await using StandaloneWorkerProcess<ICalculator> worker = Create(mode);
        await worker.StartAsync(Token).DefaultTimeout();
        Task call = worker.Proxy.WaitAsync(Token).AsTask();
        while (worker.RunningMethod is null)
        {
            await Task.Yield();
        }

        worker.Kill();

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.Stopped);
        error.MayHaveExecuted.ShouldBeTrue();
        await worker.Exited.DefaultTimeout();
        error = await Assert.ThrowsAsync<WorkerCrashedException>(() => worker.Proxy.AddAsync(1, 2, Token).DefaultTimeout());
        error.MayHaveExecuted.ShouldBeFalse();
        error.Message.ShouldContain("The call was not executed.");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Stop_WithACallUnderWay_LetsItEnd(ExecutionMode mode)
    {
        await using StandaloneWorkerProcess<IStubborn> worker = WorkerProcess.Create<IStubborn>(options => options.Mode = mode);
        await worker.StartAsync(Token).DefaultTimeout();
        Task<int> call = worker.Proxy.SpinAsync(300, Token).AsTask();
        while (worker.State != WorkerState.Busy || (worker.RunningMethod is null && !call.IsCompleted))
        {
            await Task.Yield();
        }

        WorkerExitInfo exit = await worker.StopAsync(TimeSpan.FromSeconds(30)).DefaultTimeout();

        (await call.DefaultTimeout()).ShouldBeGreaterThan(0);
        exit.CleanGoodbye.ShouldBeTrue();
    }

    [Fact]
    public async Task Start_CannotSucceed_TellsWhyAndIsOver()
    {
        await using StandaloneWorkerProcess<IUnwilling> worker = WorkerProcess.Create<IUnwilling>();

        WorkerStartException error = await Assert.ThrowsAsync<WorkerStartException>(() => worker.StartAsync(Token).DefaultTimeout());

        error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
        worker.State.ShouldBe(WorkerState.Exited);
        (await worker.Exited.DefaultTimeout()).ExitCode.ShouldBe(error.Exit.ShouldNotBeNull().ExitCode);
    }

    [Fact]
    public async Task Dispose_DuringTheStart_EndsItAndLeavesNoProcess()
    {
        StandaloneWorkerProcess<ISleepy> worker = WorkerProcess.Create<ISleepy>();
        Task start = worker.StartAsync(Token);
        worker.State.ShouldBe(WorkerState.Starting);

        await worker.DisposeAsync().DefaultTimeout();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        worker.State.ShouldBe(WorkerState.Exited);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Workers_HandleOfAPool_StopsTheWorkerAndThePoolGoesOn(ExecutionMode mode)
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token).DefaultTimeout();
        WorkerProcess<ICalculator> worker = pool.Workers.ShouldHaveSingleItem();
        worker.Name.ShouldBe("Calculator #1");

        WorkerExitInfo exit = await worker.StopAsync().DefaultTimeout();

        exit.CleanGoodbye.ShouldBeTrue();
        worker.State.ShouldBe(WorkerState.Exited);
        (await pool.Proxy.AddAsync(1, 2, Token).DefaultTimeout()).ShouldBe(3);
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(2);
    }

    private static StandaloneWorkerProcess<ICalculator> Create(ExecutionMode mode, string? name = null)
        => WorkerProcess.Create<ICalculator>(options => options.Mode = mode, name);

    private static object? Do(Action action)
    {
        action();
        return null;
    }
}
