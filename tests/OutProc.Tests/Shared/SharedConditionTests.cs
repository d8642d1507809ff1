using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedConditionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Notify_SixWaitInThreeProcesses_WakesExactlySoMany(int count)
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        List<Task> waiting = [.. Enumerable.Range(0, 6).Select(i => WaitAsync(locks[i % 3], conditions[i % 3]))];
        await UntilAsync(() => conditions[0].Waiters == 6);

        int woken;
        using (SharedLockLease lease = await locks[1].AcquireAsync())
        {
            woken = conditions[1].Notify(lease, count);
            woken.ShouldBe(Math.Min(count, 6));
            waiting.ShouldAllBe(static task => !task.IsCompleted, "the lock is held");
        }

        for (int i = 0; i < woken; i++)
        {
            waiting.Remove(await Task.WhenAny(waiting).DefaultTimeout());
        }

        // Whoever was woken without having been meant would be here by now, or with the next one.
        conditions[2].Waiters.ShouldBe(6 - woken);
        using (SharedLockLease lease = await locks[2].AcquireAsync())
        {
            conditions[2].NotifyAll(lease).ShouldBe(6 - woken);
        }

        await Task.WhenAll(waiting).DefaultTimeout();
    }

    [Fact]
    public async Task Notify_NobodyWaits_IsForgotten()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        await using SharedLockLease lease = await locks[0].AcquireAsync();

        conditions[0].Notify(lease).ShouldBe(0);

        (await conditions[0].WaitAsync(lease, TimeSpan.FromMilliseconds(20)).DefaultTimeout()).ShouldBeFalse();
        lease.IsHeld.ShouldBeTrue("the lease is held again after the time was over");
    }

    [Fact]
    public async Task WaitAsync_Notified_TheSameLeaseHoldsTheLockWithAHigherToken()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        SharedLockLease lease = await locks[1].AcquireAsync();
        long before = lease.FencingToken;

        ValueTask<bool> waiting = conditions[1].WaitAsync(lease, Bounded.Limit);
        lease.IsHeld.ShouldBeFalse();
        using (SharedLockLease other = await locks[2].AcquireAsync().DefaultTimeout())
        {
            conditions[2].Notify(other).ShouldBe(1);
        }

        (await waiting.DefaultTimeout()).ShouldBeTrue();
        lease.IsHeld.ShouldBeTrue();
        lease.FencingToken.ShouldBeGreaterThan(before + 1);
        lease.Dispose();
        locks[0].IsHeld.ShouldBeFalse();
        lease.Dispose();
        locks[0].TryAcquire(out SharedLockLease next).ShouldBeTrue();
        lease.Dispose();
        next.IsHeld.ShouldBeTrue("a lease that waited releases once, too");
    }

    [Fact]
    public async Task WaitAsync_Cancelled_ThrowsWithTheLockHeld()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        using var cancellation = new CancellationTokenSource();
        await using SharedLockLease lease = await locks[0].AcquireAsync();

        ValueTask waiting = conditions[0].WaitAsync(lease, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask().DefaultTimeout());
        lease.IsHeld.ShouldBeTrue();
        conditions[1].Waiters.ShouldBe(0);
    }

    [Fact]
    public async Task WaitForAsync_ChangedByAnotherProcess_EndsWhenItHolds()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        int state = 0;
        Task waiting = Task.Run(async () =>
        {
            await using SharedLockLease lease = await locks[1].AcquireAsync();
            await conditions[1].WaitForAsync(lease, () => state == 4);
        });

        for (int i = 0; i < 4; i++)
        {
            waiting.IsCompleted.ShouldBeFalse();
            await using SharedLockLease lease = await locks[2].AcquireAsync().DefaultTimeout();
            state++;
            conditions[2].NotifyAll(lease);
        }

        await waiting.DefaultTimeout();
        await using SharedLockLease last = await locks[0].AcquireAsync();
        (await conditions[0].WaitForAsync(last, () => state == 5, TimeSpan.FromMilliseconds(20)).DefaultTimeout()).ShouldBeFalse();
    }

    [Fact]
    public async Task Repair_NotifiedProcessIsDead_AnotherOneIsNotified()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        Task dead = WaitAsync(locks[1], conditions[1]);
        await UntilAsync(() => conditions[0].Waiters == 1);
        Task waiting = WaitAsync(locks[2], conditions[2]);
        await UntilAsync(() => conditions[0].Waiters == 2);
        SharedLockLease lease = await locks[0].AcquireAsync();

        // Participant 1 is behind the lock when it dies, so it has not acted upon its notification.
        conditions[0].Notify(lease).ShouldBe(1);
        await UntilAsync(() => conditions[0].Waiters == 1);
        dead.IsCompleted.ShouldBeFalse();
        participants.Host.Repair(slot: 1, [conditions[0]]);
        lease.Dispose();

        await waiting.DefaultTimeout();
    }

    [Fact]
    public async Task AnyUse_WithoutTheLock_IsRefused()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLock[] others = participants.Lock(name: "other");
        SharedCondition[] conditions = participants.Condition();
        SharedLockLease lease = await locks[0].AcquireAsync();
        conditions[0].Notify(lease);
        lease.Dispose();

        Should.Throw<InvalidOperationException>(() => conditions[0].Notify(lease)).Message.ShouldContain("not held");
        await Assert.ThrowsAsync<InvalidOperationException>(() => conditions[0].WaitAsync(default).AsTask());
        using SharedLockLease other = await others[0].AcquireAsync();
        Should.Throw<InvalidOperationException>(() => conditions[0].Notify(other)).Message.ShouldContain("belongs to 'it'");
    }

    [Fact]
    public async Task Wait_ProducersAndConsumersOfManyProcesses_LoseNothing()
    {
        using var participants = new Participants(workers: 3);
        SharedLock[] locks = participants.Lock();
        SharedCondition[] conditions = participants.Condition();
        int stock = 0;
        int consumed = 0;

        Task[] consumers = [.. Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 100; round++)
            {
                await using SharedLockLease lease = await locks[i % 4].AcquireAsync();
                await conditions[i % 4].WaitForAsync(lease, () => stock > 0);
                stock--;
                consumed++;
            }
        }))];
        Task[] producers = [.. Enumerable.Range(0, 2).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 400; round++)
            {
                await using SharedLockLease lease = await locks[i].AcquireAsync();
                stock++;
                conditions[i].Notify(lease);
            }
        }))];

        await Task.WhenAll([.. consumers, .. producers]).WaitAsync(TimeSpan.FromMinutes(1));
        (stock, consumed).ShouldBe((0, 800));
        conditions[0].Waiters.ShouldBe(0);
    }

    private static async Task WaitAsync(SharedLock held, SharedCondition condition)
    {
        await using SharedLockLease lease = await held.AcquireAsync();
        await condition.WaitAsync(lease);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Bounded.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
