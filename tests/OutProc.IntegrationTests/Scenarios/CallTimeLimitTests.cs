using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A53: a result that does not come in time is an error on time, and the pool stays usable.

/// <summary>A call that takes too long ends, whatever its method does about it.</summary>
public sealed class CallTimeLimitTests
{
    public static TheoryData<ExecutionMode, WorkerTransport> Ways => new()
    {
        { ExecutionMode.Process, WorkerTransport.SharedMemory },
        { ExecutionMode.Process, WorkerTransport.Socket },
        { ExecutionMode.InProcess, WorkerTransport.Auto },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_MethodListens_TimesOutAndTheWorkerLives(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IStubborn> pool = await StartAsync(mode, transport);
        int worker = await pool.Proxy.ProcessIdAsync(Token).DefaultTimeout();

        RemoteTimeoutException error = await Assert.ThrowsAsync<RemoteTimeoutException>(
            () => pool.Proxy.WaitBrieflyAsync(Token).DefaultTimeout());

        error.Executed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(300));
        error.WorkerKilled.ShouldBeFalse();
        error.Method.ShouldBe("WaitBrieflyAsync");
        error.Worker.ShouldNotBeNull().ShouldStartWith("Stubborn #1");
        (await pool.Proxy.ProcessIdAsync(Token).DefaultTimeout()).ShouldBe(worker);
    }

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Call_MethodDoesNotListen_WorkerIsKilledAndReplaced(WorkerTransport transport)
    {
        await using IWorkerPool<IStubborn> pool = await StartAsync(ExecutionMode.Process, transport, options =>
        {
            options.Calls.Timeout = TimeSpan.FromMilliseconds(200);
            options.Calls.CancelGrace = TimeSpan.FromMilliseconds(200);
        });
        int worker = pool.Workers.ShouldHaveSingleItem().ProcessId;

        RemoteTimeoutException error = await Assert.ThrowsAsync<RemoteTimeoutException>(
            () => pool.Proxy.SpinAsync(120_000, Token).DefaultTimeout());

        error.WorkerKilled.ShouldBeTrue();
        (await Processes.WaitForEndAsync(worker, TimeSpan.FromSeconds(10))).ShouldBeTrue();
        (await pool.Proxy.ProcessIdAsync(Token).DefaultTimeout()).ShouldNotBe(worker);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Deadline_InTheWorker_IsThatOfTheCall(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IStubborn> pool = await StartAsync(
            mode, transport, static options => options.Calls.Timeout = TimeSpan.FromMinutes(10));

        double left = await pool.Proxy.TimeLeftAsync(Token).DefaultTimeout();

        left.ShouldBeInRange(TimeSpan.FromMinutes(8).TotalMilliseconds, TimeSpan.FromMinutes(10).TotalMilliseconds);
        (await pool.Proxy.TimeLeftOfAnEndlessCallAsync(Token).DefaultTimeout()).ShouldBe(-1);
    }

    private static Task<IWorkerPool<IStubborn>> StartAsync(
        ExecutionMode mode, WorkerTransport transport, Action<WorkerPoolOptions>? configure = null)
        => WorkerPool.StartAsync<IStubborn>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MaxWorkers = 1;
                configure?.Invoke(options);
            },
            cancellationToken: Token).DefaultTimeout();
}
