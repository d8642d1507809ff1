using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

/// <summary>Locks that know which call chain holds them.</summary>
public sealed class SharedLockChainTests
{
    [Fact]
    public async Task Reentrant_SameChain_TakesItAsOftenAsItLikes()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock(SharedLockOptions.Reentrant);

        SharedLockLease outer = await locks[1].AcquireAsync();
        SharedLockLease inner = await AcquireDeeperAsync(locks[1]).DefaultTimeout();
        locks[1].TryAcquire(out SharedLockLease third).ShouldBeTrue();

        outer.FencingToken.ShouldBe(inner.FencingToken);
        outer.Dispose();
        outer.Dispose();
        outer.IsHeld.ShouldBeFalse();
        third.Dispose();
        locks[2].TryAcquire(out _).ShouldBeFalse("one lease is left");
        inner.Dispose();
        locks[2].TryAcquire(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Reentrant_AnotherChainOfTheProcess_Waits()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock(SharedLockOptions.Reentrant);
        Task<SharedLockLease> other;
        using (ExecutionContext.SuppressFlow())
        {
            other = Task.Run(async () => await locks[1].AcquireAsync(), TestContext.Current.CancellationToken);
        }

        (await other.DefaultTimeout()).IsHeld.ShouldBeTrue();
        await Assert.ThrowsAsync<TimeoutException>(() => locks[1].AcquireAsync(TimeSpan.FromMilliseconds(20)).AsTask().DefaultTimeout());
    }

    [Fact]
    public async Task Reentrant_TasksStartedAfterTheRelease_ExcludeEachOther()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock(SharedLockOptions.Reentrant);
        (await locks[0].AcquireAsync()).Dispose();
        int inside = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 100; round++)
            {
                await using SharedLockLease lease = await locks[i % 3].AcquireAsync();
                Interlocked.Increment(ref inside).ShouldBe(1);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Reentrant_WaitsForACondition_GivesUpAllLeasesAndHasThemAgain()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock(SharedLockOptions.Reentrant);
        SharedCondition[] conditions = participants.Condition();
        Task<SharedLockLease> changed;
        using (ExecutionContext.SuppressFlow())
        {
            changed = Task.Run(async () =>
            {
                SharedLockLease lease = await locks[2].AcquireAsync();
                while (conditions[2].Notify(lease) == 0)
                {
                    lease.Dispose();
                    await Task.Yield();
                    lease = await locks[2].AcquireAsync();
                }

                return lease;
            });
        }

        SharedLockLease outer = await locks[1].AcquireAsync();
        SharedLockLease inner = await locks[1].AcquireAsync();
        ValueTask waiting = conditions[1].WaitAsync(inner);
        SharedLockLease other = await changed.DefaultTimeout();
        (outer.IsHeld, inner.IsHeld, other.IsHeld).ShouldBe((false, false, true));
        other.Dispose();

        await waiting.DefaultTimeout();
        (outer.IsHeld, inner.IsHeld).ShouldBe((true, true));
        inner.Dispose();
        locks[0].IsHeld.ShouldBeTrue();
        outer.Dispose();
        locks[0].IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task DetectDeadlocks_TwoProcessesInOppositeOrder_ExactlyOneIsTold()
    {
        using var participants = new Participants();
        SharedLock[] first = participants.Lock(SharedLockOptions.DetectDeadlocks, "first");
        SharedLock[] second = participants.Lock(SharedLockOptions.DetectDeadlocks, "second");
        using var bothHold = new Barrier(2);

        Task one = TakeBothAsync(first[1], second[1], bothHold);
        Task two = TakeBothAsync(second[2], first[2], bothHold);
        await Task.WhenAll(one.ContinueWith(static _ => { }, TaskScheduler.Default), two.ContinueWith(static _ => { }, TaskScheduler.Default))
            .DefaultTimeout();

        // The one that waits for the lock that was declared last is told; the other one goes on.
        two.IsCompletedSuccessfully.ShouldBeTrue();
        DeadlockException error = await Assert.ThrowsAsync<DeadlockException>(() => one);
        (error.WaitedFor, error.Held).ShouldBe(("second", "first"));
        error.Cycle.Count.ShouldBe(2);
        error.Message.ShouldContain("worker 12 (process");
        error.Message.ShouldContain("holds 'second' and waits for 'first'");
        error.Message.ShouldContain("worker 11 (process");
        error.Message.ShouldContain("holds 'first' and waits for 'second'");
    }

    [Fact]
    public async Task DetectDeadlocks_ThreeInACircle_OneIsTold()
    {
        using var participants = new Participants();
        SharedLock[][] locks = [.. Enumerable.Range(0, 3).Select(i => participants.Lock(SharedLockOptions.DetectDeadlocks, $"lock {i}"))];
        using var allHold = new Barrier(3);

        Task[] tasks = [.. Enumerable.Range(0, 3).Select(i => TakeBothAsync(locks[i][i], locks[(i + 1) % 3][i], allHold))];
        foreach (Task task in tasks)
        {
            await task.ContinueWith(static _ => { }, TaskScheduler.Default).DefaultTimeout();
        }

        (await Assert.ThrowsAsync<DeadlockException>(() => tasks[1])).Cycle.Count.ShouldBe(3);
        tasks.Count(static task => task.IsFaulted).ShouldBe(1);
    }

    [Fact]
    public async Task DetectDeadlocks_TheSameLockTwice_IsToldAtOnce()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock(SharedLockOptions.DetectDeadlocks);
        await using SharedLockLease lease = await locks[1].AcquireAsync();

        DeadlockException error = await Assert.ThrowsAsync<DeadlockException>(() => locks[1].AcquireAsync().AsTask().DefaultTimeout());
        (error.WaitedFor, error.Held).ShouldBe(("it", "it"));
        lease.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task DetectDeadlocks_HolderIsOnlySlow_IsNoDeadlock()
    {
        using var participants = new Participants();
        SharedLock[] first = participants.Lock(SharedLockOptions.DetectDeadlocks, "first");
        SharedLock[] second = participants.Lock(SharedLockOptions.DetectDeadlocks, "second");
        Task<SharedLockLease> holding;
        using (ExecutionContext.SuppressFlow())
        {
            holding = Task.Run(async () => await second[2].AcquireAsync(), TestContext.Current.CancellationToken);
        }

        SharedLockLease held = await holding.DefaultTimeout();
        await using SharedLockLease own = await first[1].AcquireAsync();
        ValueTask<SharedLockLease> waiting = second[1].AcquireAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => second[0].AcquireAsync(TimeSpan.FromMilliseconds(300)).AsTask().DefaultTimeout());
        held.Dispose();

        (await waiting.DefaultTimeout()).IsHeld.ShouldBeTrue();
    }

    private static async Task<SharedLockLease> AcquireDeeperAsync(SharedLock held)
    {
        await Task.Yield();
        return await held.AcquireAsync();
    }

    private static Task TakeBothAsync(SharedLock one, SharedLock other, Barrier allHold) => Task.Factory.StartNew(
        async () =>
        {
            await using SharedLockLease outer = await one.AcquireAsync();
            allHold.SignalAndWait(Bounded.Limit);
            await using SharedLockLease inner = await other.AcquireAsync();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default).Unwrap();
}
