using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A01, A05, A66: workers of workers; they notice the end of the one in between; and they cannot multiply.

/// <summary>Workers that start workers, as deep as they are allowed.</summary>
public sealed class NestedWorkersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WorkerInBetween_TakesItsWorkerAlong()
    {
        await using IWorkerPool<INester> pool = await StartAsync();
        int grandchild = await pool.Proxy.HoldAsync(2, Token).DefaultTimeout();
        Processes.IsAlive(grandchild).ShouldBeTrue();

        pool.Workers[0].Kill();

        (await Processes.WaitForEndAsync(grandchild, TimeSpan.FromSeconds(1))).ShouldBeTrue();
    }

    [Fact]
    public async Task Start_DeeperThanAllowed_FailsFastWithGuidanceAndStartsNothing()
    {
        await using IWorkerPool<INester> pool = await StartAsync();

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => pool.Proxy.HoldAsync(1, Token).DefaultTimeout());

        error.ToString().ShouldContain("Raise Launch.MaxDepth in the worker that starts workers");
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(1);
    }

    private static Task<IWorkerPool<INester>> StartAsync() => WorkerPool.StartAsync<INester>(
        static options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MaxWorkers = 1;
        },
        cancellationToken: Token).DefaultTimeout();
}
