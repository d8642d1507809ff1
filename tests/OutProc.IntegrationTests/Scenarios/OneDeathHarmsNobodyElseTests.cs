using System.Diagnostics;
using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A74: workers killed in a race; and two rows of what goes wrong elsewhere: innocent calls fail with the guilty one, a death is noticed late.

/// <summary>A worker's death costs the calls it ran, at once, and no others.</summary>
public sealed class OneDeathHarmsNobodyElseTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_OneOfTwo_RunningAndQueuedCallsSucceed()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync(workers: 2);
        Task<int> victim = pool.Proxy.SpinAsync(60_000, Token).AsTask();
        WorkerProcess<IGlutton> killed = await RunningAsync(pool);
        Task<int> innocent = pool.Proxy.SpinAsync(1500, Token).AsTask();
        Task<int>[] queued = [.. Enumerable.Range(0, 20).Select(_ => pool.Proxy.SpinAsync(1, Token).AsTask())];

        killed.Kill();

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => victim.DefaultTimeout());
        error.Message.ShouldContain($"pid {killed.ProcessId}");
        error.Method.ShouldBe("Spin");
        error.Exit.StartedMethods.ShouldBe(["Spin"]);
        (await innocent.DefaultTimeout()).ShouldBeGreaterThan(0);
        (await Task.WhenAll(queued).DefaultTimeout()).ShouldAllBe(static turns => turns > 0);
    }

    [Fact]
    public async Task Kill_WorkerStartedOnDemand_IsNoticedAtOnceWhileAnotherIsBusy()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync(workers: 1, maxWorkers: 2);
        Task<int> other = pool.Proxy.SpinAsync(5000, Token).AsTask();
        WorkerProcess<IGlutton> first = await RunningAsync(pool);
        Task<int> call = pool.Proxy.SpinAsync(60_000, Token).AsTask();
        await Task.Run(() => SpinWait.SpinUntil(() => pool.Workers.Count == 2)).DefaultTimeout();
        WorkerProcess<IGlutton> second = pool.Workers.Single(worker => worker.WorkerId != first.WorkerId);
        await second.WaitUntilRunningAsync("Spin");
        long killed = Stopwatch.GetTimestamp();

        second.Kill();

        await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        Stopwatch.GetElapsedTime(killed).ShouldBeLessThan(s_soon);
        other.IsCompleted.ShouldBeFalse();
        (await other.DefaultTimeout()).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Crash_SeveralAtOnce_EachCallHasItsOwnEndAndThePoolGoesOn(int crashes)
    {
        await using IWorkerPool<IProbe> pool = await WorkerPool.StartAsync<IProbe>(
            static options =>
            {
                options.Mode = ExecutionMode.Process;
                options.Pool.MaxWorkers = 3;
            },
            cancellationToken: Token).DefaultTimeout();

        Task[] deadly = [.. Enumerable.Range(0, crashes).Select(i => pool.Proxy.ExitAsync(40 + i, Token).AsTask())];
        Task<int>[] harmless = [.. Enumerable.Range(0, 10).Select(_ => pool.Proxy.WorkerIdAsync(Token).AsTask())];

        for (int i = 0; i < crashes; i++)
        {
            Task call = deadly[i];
            (await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout())).Exit.ExitCode.ShouldBe(40 + i);
        }

        (await Task.WhenAll(harmless).DefaultTimeout()).ShouldAllBe(static id => id >= 1 && id <= 3);
        pool.Fault.ShouldBeNull();
    }

    private static async Task<WorkerProcess<IGlutton>> RunningAsync(IWorkerPool<IGlutton> pool)
    {
        WorkerProcess<IGlutton>? running = null;
        await Task.Run(() => SpinWait.SpinUntil(
            () => (running = pool.Workers.FirstOrDefault(static worker => worker.RunningMethod == "Spin")) is not null)).DefaultTimeout();
        return running!;
    }

    private static Task<IWorkerPool<IGlutton>> StartAsync(int workers, int maxWorkers = 0) => WorkerPool.StartAsync<IGlutton>(
        options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MinWorkers = workers;
            options.Pool.MaxWorkers = Math.Max(workers, maxWorkers);
        },
        cancellationToken: Token).DefaultTimeout();
}
