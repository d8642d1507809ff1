using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A21: test_lock, test_rlock, test_lock_context.

/// <summary>Locks that several processes take in turn.</summary>
public sealed class LocksBetweenProcessesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryAcquire_HeldByAnotherProcess_IsRefusedUntilItIsReleased()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared.AddLock("lock"));
        SharedLock own = team.Shared.Get<SharedLock>("lock");

        (await team.Members[0].TryAcquireAsync("lock", Token).DefaultTimeout()).ShouldBeTrue();
        own.IsHeld.ShouldBeTrue();
        (await team.Members[1].TryAcquireAsync("lock", Token).DefaultTimeout()).ShouldBeFalse();
        own.TryAcquire(out _).ShouldBeFalse();

        Task<bool> waiting = team.Members[1].AcquireAsync("lock", Token).AsTask();
        await team.Members[0].ReleaseAsync(Token).DefaultTimeout();
        (await waiting.DefaultTimeout()).ShouldBeFalse("the holder lives");
        await team.Members[1].ReleaseAsync(Token).DefaultTimeout();
        own.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task Dispose_LeaseThatIsOver_ReleasesNobody()
    {
        await using Team team = await Team.StartAsync(1, static shared => shared.AddLock("lock"));
        SharedLock own = team.Shared.Get<SharedLock>("lock");
        SharedLockLease lease = await own.AcquireAsync(Token);
        lease.Dispose();
        (await team.Members[0].TryAcquireAsync("lock", Token).DefaultTimeout()).ShouldBeTrue();

        lease.Dispose();

        own.IsHeld.ShouldBeTrue("Python raises an error here; a lease that is over does nothing");
    }

    [Fact]
    public async Task Reentrant_TakenThreeTimes_IsFreeAfterThreeReleases()
    {
        await using Team team = await Team.StartAsync(1, static shared => shared.AddLock("lock", SharedLockOptions.Reentrant));
        SharedLock own = team.Shared.Get<SharedLock>("lock");
        SharedLockLease[] leases = [await own.AcquireAsync(Token), await own.AcquireAsync(Token), await own.AcquireAsync(Token)];

        foreach (SharedLockLease lease in leases)
        {
            (await team.Members[0].TryAcquireAsync("lock", Token).DefaultTimeout()).ShouldBeFalse();
            lease.Dispose();
            lease.Dispose();
        }

        (await team.Members[0].TryAcquireAsync("lock", Token).DefaultTimeout()).ShouldBeTrue();
    }

    [Fact]
    public async Task Kill_Holder_TheNextHasItAndIsTold()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared.AddLock("lock"));
        await team.Members[0].AcquireAsync("lock", Token).DefaultTimeout();
        Task<bool> waiting = team.Members[1].AcquireAsync("lock", Token).AsTask();

        await team.KillAsync(0);

        (await waiting.DefaultTimeout()).ShouldBeTrue("in Python it would wait for ever");
    }

    [Fact]
    public async Task DetectDeadlocks_TwoProcessesInOppositeOrder_OneIsToldAndTheOtherGoesOn()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared
            .AddLock("first", SharedLockOptions.DetectDeadlocks)
            .AddLock("second", SharedLockOptions.DetectDeadlocks)
            .AddBarrier("both hold", 2));

        Task one = team.Members[0].AcquireBothAsync("first", "second", "both hold", Token).AsTask();
        Task other = team.Members[1].AcquireBothAsync("second", "first", "both hold", Token).AsTask();

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => one.DefaultTimeout());
        error.Message.ShouldContain("holds 'second' and waits for 'first'");
        error.Message.ShouldContain("holds 'first' and waits for 'second'");
        await other.DefaultTimeout();
        team.Shared.Get<SharedLock>("second").IsHeld.ShouldBeFalse();
    }
}
