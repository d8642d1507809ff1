using System.Diagnostics;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A55, A73: an end with thousands of calls queued is prompt. Beyond Python: with a worker that refuses to die, twice, during a start, from a reply.

/// <summary>Whatever a worker does, disposing its pool ends, and nothing is left.</summary>
public sealed class ShutdownTests
{
    public static TheoryData<ExecutionMode> Modes => [ExecutionMode.Process, ExecutionMode.InProcess];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Dispose_TenThousandCallsQueued_EndsThemAllAtOnce(ExecutionMode mode)
    {
        IWorkerPool<IStubborn> pool = await StartAsync(mode);
        Task running = pool.Proxy.WaitAsync(Token).AsTask();
        Task<int>[] queued = [.. Enumerable.Range(0, 10_000).Select(_ => pool.Proxy.SpinAsync(60_000, Token).AsTask())];

        await pool.DisposeAsync().DefaultTimeout();

        // The calls have ended; that each of ten thousand awaiters has heard of it takes the thread pool a moment.
        await Assert.ThrowsAnyAsync<Exception>(() => running.DefaultTimeout());
        await Task.WhenAny(Task.WhenAll(queued)).DefaultTimeout();
        foreach (Task<int> call in queued)
        {
            call.IsFaulted.ShouldBeTrue();
            call.Exception.InnerException.ShouldBeOfType<ObjectDisposedException>();
        }
    }

    [Fact]
    public async Task Dispose_WorkerThatRefusesToDie_IsKilledAfterTheGrace()
    {
        IWorkerPool<IStubborn> pool = await StartAsync(ExecutionMode.Process);
        WorkerProcess<IStubborn> worker = pool.Workers.ShouldHaveSingleItem();
        Task<int> call = pool.Proxy.SpinAsync(600_000, Token).AsTask();
        while (worker.RunningMethod is null)
        {
            await Task.Yield();
        }

        long started = Stopwatch.GetTimestamp();
        await pool.DisposeAsync().DefaultTimeout();

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.Stopped);
        (await worker.Exited.DefaultTimeout()).Signal.ShouldBe(9);
        Processes.IsAlive(worker.ProcessId).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Dispose_SeveralTimesAtOnce_IsOneEnd(ExecutionMode mode)
    {
        IWorkerPool<IStubborn> pool = await StartAsync(mode);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => pool.DisposeAsync().AsTask()))).DefaultTimeout();
        await pool.DisposeAsync().DefaultTimeout();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.Proxy.ProcessIdAsync(Token).DefaultTimeout());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Dispose_FromInsideAReply_Ends(ExecutionMode mode)
    {
        IWorkerPool<IStubborn> pool = await StartAsync(mode);

        // As close to the thread that completes the call as a caller can get.
        Task disposed = pool.Proxy.ProcessIdAsync(Token).AsTask().ContinueWith(
            _ => pool.DisposeAsync().AsTask(), Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();

        await disposed.DefaultTimeout();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Dispose_WhileWorkersStart_EndsTheStartsAndTheirCallers(ExecutionMode mode)
    {
        await using StandaloneWorkerProcess<ISleepy> single = WorkerProcess.Create<ISleepy>(options => options.Mode = mode);
        Task start = single.StartAsync(Token);

        await single.DisposeAsync().DefaultTimeout();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.DefaultTimeout());
    }

    private static Task<IWorkerPool<IStubborn>> StartAsync(ExecutionMode mode)
        => WorkerPool.StartAsync<IStubborn>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MaxWorkers = 1;
                options.Launch.ShutdownGrace = TimeSpan.FromMilliseconds(300);
            },
            cancellationToken: Token).DefaultTimeout();
}
