using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A64: a worker forwards a shared resource to a worker of its own; and what that held is released, whoever of the line dies.

/// <summary>Workers of workers take part in what the first host declared, if those in between let them.</summary>
public sealed class GrandchildrenInheritTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inherit_WorkerHandsOnWhatItWasHanded_GrandchildSharesItWithTheHost()
    {
        await using IWorkerPool<IRegent> pool = await StartAsync();
        await pool.Proxy.StartAsync(inherits: true, Token).DefaultTimeout();
        var parcel = new Parcel(
            pool.Shared.Get<SharedLock>("guard"), pool.Shared.Get<SharedArray<long>>("numbers"), pool.Shared.Get<SharedEvent>("done"), "");

        Task counting = pool.Proxy.CountWithAsync(parcel, 300, Token).AsTask();
        for (int i = 0; i < 300; i++)
        {
            await using SharedLockLease lease = await parcel.Guard.AcquireAsync(Token).AsTask().DefaultTimeout();
            parcel.Numbers[0]++;
        }

        await counting.DefaultTimeout();
        parcel.Numbers[0].ShouldBe(600);
        parcel.Done!.IsSet.ShouldBeTrue();
    }

    [Fact]
    public async Task Inherit_AddedLate_ReachesTheGrandchild()
    {
        await using IWorkerPool<IRegent> pool = await StartAsync();
        await pool.Proxy.StartAsync(inherits: true, Token).DefaultTimeout();

        pool.Shared.Add(static shared => shared.AddEvent("late"));
        await pool.Proxy.SetAsync("late", Token).DefaultTimeout();

        pool.Shared.Get<SharedEvent>("late").IsSet.ShouldBeTrue();
    }

    [Fact]
    public async Task Forward_WorkerDoesNotShare_SenderThrows()
    {
        await using IWorkerPool<IRegent> pool = await StartAsync();
        await pool.Proxy.StartAsync(inherits: false, Token).DefaultTimeout();
        var parcel = new Parcel(pool.Shared.Get<SharedLock>("guard"), pool.Shared.Get<SharedArray<long>>("numbers"), null, "");

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(
            () => pool.Proxy.CountWithAsync(parcel, 1, Token).DefaultTimeout());

        error.Resource.ShouldBe("guard");
        error.Message.ShouldContain("of another pool");
    }

    [Theory]
    [InlineData("grandchild")]
    [InlineData("child")]
    public async Task Kill_GrandchildHoldsTheLock_HostGetsItAndIsTold(string killed)
    {
        await using IWorkerPool<IRegent> pool = await StartAsync();
        int grandchild = await pool.Proxy.StartAsync(inherits: true, Token).DefaultTimeout();
        SharedLock guard = pool.Shared.Get<SharedLock>("guard");
        for (int round = 0; round < 3; round++)
        {
            (await pool.Proxy.HoldAsync("guard", Token).DefaultTimeout()).ShouldBeFalse();
            Task<SharedLockLease> waits = guard.AcquireAsync(Token).AsTask();
            waits.IsCompleted.ShouldBeFalse();
            if (killed == "grandchild")
            {
                await pool.Proxy.KillOwnAsync(Token).DefaultTimeout();
            }
            else
            {
                pool.Workers[0].Kill();
            }

            await using SharedLockLease lease = await waits.DefaultTimeout();
            lease.WasAbandoned.ShouldBeTrue();
            (await Processes.WaitForEndAsync(grandchild, TimeSpan.FromSeconds(10))).ShouldBeTrue();
            grandchild = await pool.Proxy.StartAsync(inherits: true, Token).DefaultTimeout();
        }
    }

    private static Task<IWorkerPool<IRegent>> StartAsync() => WorkerPool.StartAsync<IRegent>(
        static options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MaxWorkers = 1;
            options.Shared.AddLock("guard").AddArray<long>("numbers", 100).AddEvent("done");
        },
        cancellationToken: Token).DefaultTimeout();
}
