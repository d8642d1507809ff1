using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedLockTests
{
    [Fact]
    public void TryAcquire_Free_IsHeldForAllUntilReleased()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();

        locks[1].TryAcquire(out SharedLockLease lease).ShouldBeTrue();

        locks.ShouldAllBe(static held => held.IsHeld);
        lease.IsHeld.ShouldBeTrue();
        locks[2].TryAcquire(out _).ShouldBeFalse();
        locks[1].TryAcquire(out _).ShouldBeFalse("not even for the process that holds it");

        lease.Dispose();
        locks.ShouldAllBe(static held => !held.IsHeld);
        locks[2].TryAcquire(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task AcquireAsync_HeldByAnotherProcess_EndsWhenItIsReleased()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLockLease first = await locks[1].AcquireAsync();

        ValueTask<SharedLockLease> second = locks[2].AcquireAsync();
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();

        SharedLockLease lease = await second.DefaultTimeout();
        lease.IsHeld.ShouldBeTrue();
        lease.WasAbandoned.ShouldBeFalse();
        lease.FencingToken.ShouldBe(first.FencingToken + 1);
    }

    [Fact]
    public async Task AcquireAsync_TimeOver_ThrowsAndLeavesTheLockToOthers()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLockLease held = await locks[0].AcquireAsync();

        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => locks[1].AcquireAsync(TimeSpan.FromMilliseconds(20)).AsTask().DefaultTimeout());
        error.Message.ShouldContain("'it'");
        await Assert.ThrowsAsync<TimeoutException>(() => locks[1].AcquireAsync(TimeSpan.Zero).AsTask());

        ValueTask<SharedLockLease> other = locks[2].AcquireAsync();
        held.Dispose();
        (await other.DefaultTimeout()).IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task AcquireAsync_Cancelled_Throws()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        using SharedLockLease held = await locks[0].AcquireAsync();
        using var cancellation = new CancellationTokenSource();

        ValueTask<SharedLockLease> waiting = locks[1].AcquireAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask().DefaultTimeout());
    }

    [Fact]
    public void Dispose_OfALeaseTwice_DoesNotReleaseTheNextHolder()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        locks[1].TryAcquire(out SharedLockLease first);
        first.Dispose();
        locks[1].TryAcquire(out SharedLockLease second);

        first.Dispose();

        first.IsHeld.ShouldBeFalse();
        second.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task AcquireAsync_FromManyTasksOfManyProcesses_OneHoldsItAtATime()
    {
        using var participants = new Participants(workers: 3);
        SharedLock[] locks = participants.Lock();
        int inside = 0;
        int total = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            for (int round = 0; round < 500; round++)
            {
                await using SharedLockLease lease = await locks[i % locks.Length].AcquireAsync();
                Interlocked.Increment(ref inside).ShouldBe(1);
                total++;
                if (round % 50 == 0)
                {
                    await Task.Yield();
                }

                Interlocked.Decrement(ref inside);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(1));

        total.ShouldBe(16 * 500);
        locks[0].IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task AcquireAsync_AnotherProcessTakesItOverAndOver_IsNotStarved()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        using var stop = new CancellationTokenSource();
        Task greedy = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (locks[1].TryAcquire(out SharedLockLease lease))
                {
                    lease.Dispose();
                }
            }
        });

        for (int i = 0; i < 50; i++)
        {
            (await locks[2].AcquireAsync().DefaultTimeout()).Dispose();
        }

        await stop.CancelAsync();
        await greedy.DefaultTimeout();
    }

    [Fact]
    public async Task Repair_HolderIsDead_TheNextIsToldAndNotAskedToWait()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        locks[1].TryAcquire(out SharedLockLease dead).ShouldBeTrue();
        ValueTask<SharedLockLease> waiting = locks[2].AcquireAsync();

        participants.Host.Repair(slot: 1, locks[..1]);

        SharedLockLease lease = await waiting.DefaultTimeout();
        lease.WasAbandoned.ShouldBeTrue();
        dead.IsHeld.ShouldBeFalse();
        dead.Dispose();
        lease.IsHeld.ShouldBeTrue("a lease of the dead releases nothing");

        lease.Dispose();
        locks[0].TryAcquire(out SharedLockLease next).ShouldBeTrue();
        next.WasAbandoned.ShouldBeFalse("it is said once");
    }

    [Fact]
    public async Task Repair_AWaiterThatWasRungIsDead_TheNextIsServed()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLockLease held = await locks[0].AcquireAsync();

        // Waits and dies before it hears the bell: its set bit is all that is left of it.
        participants[1].EnterWaiting(0);
        ValueTask<SharedLockLease> waiting = locks[2].AcquireAsync();
        held.Dispose();
        participants.Host.Repair(slot: 1, locks[..1]);

        (await waiting.DefaultTimeout()).WasAbandoned.ShouldBeFalse();
    }

    [Fact]
    public async Task Dispose_OfTheSpace_EndsWaits()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        using SharedLockLease held = await locks[0].AcquireAsync();
        ValueTask<SharedLockLease> waiting = locks[1].AcquireAsync();

        participants[1].Dispose();

        await Assert.ThrowsAsync<SharedResourceException>(() => waiting.AsTask().DefaultTimeout());
        Should.Throw<SharedResourceException>(() => locks[1].TryAcquire(out _)).Resource.ShouldBe("it");
    }

    [Fact]
    public void Acquire_Held_BlocksTheThreadAtMostForTheTime()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        using SharedLockLease held = locks[0].Acquire(TimeSpan.Zero);

        Should.Throw<TimeoutException>(() => locks[1].Acquire(TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public void Allocate_AllWordsInUse_SaysSo()
    {
        using var participants = new Participants(workers: 0);
        for (int i = 0; i < SpaceLayout.MaxWords; i++)
        {
            participants.Host.Allocate();
        }

        Should.Throw<SharedResourceException>(() => participants.Host.Allocate()).Message.ShouldContain("1024");
    }

    [Fact]
    public async Task AcquireAsync_TimeThatNoWaitCanHave_IsRefusedAndNobodyIsQueued()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLockLease held = await locks[0].AcquireAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => locks[1].AcquireAsync(TimeSpan.FromSeconds(-1)).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => locks[1].AcquireAsync(TimeSpan.MaxValue).AsTask());

        held.Dispose();
        locks[2].TryAcquire(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Dispose_OfAnOldLeaseAgainAndAgain_ReleasesNobodyElse()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLockLease old = await locks[1].AcquireAsync();
        old.Dispose();
        using var stop = new CancellationTokenSource();
        Task[] spoilers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                old.Dispose();
            }
        }))];

        for (int i = 0; i < 100_000; i++)
        {
            locks[1].TryAcquire(out SharedLockLease lease).ShouldBeTrue();
            lease.IsHeld.ShouldBeTrue();
            lease.Dispose();
        }

        await stop.CancelAsync();
        await Task.WhenAll(spoilers).DefaultTimeout();
    }

    [Fact]
    public async Task AcquireAsync_SameProcessTakesItOverAndOver_IsNotStarved()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        using var stop = new CancellationTokenSource();
        Task greedy = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (locks[1].TryAcquire(out SharedLockLease lease))
                {
                    lease.Dispose();
                }
            }
        });

        for (int i = 0; i < 50; i++)
        {
            (await locks[1].AcquireAsync().DefaultTimeout()).Dispose();
        }

        await stop.CancelAsync();
        await greedy.DefaultTimeout();
    }

    [Fact]
    public async Task Repair_OfADeadRinger_WakesWhomItDidNot()
    {
        using var participants = new Participants();
        SharedLock[] locks = participants.Lock();
        SharedLockLease held = await locks[1].AcquireAsync();
        ValueTask<SharedLockLease> waiting = locks[2].AcquireAsync();

        // Participant 1 gives the lock back and dies before it rings.
        Interlocked.And(ref locks[1].Primitive.Word.Hold, LockWord.TokenMask);
        participants.Host.Repair(slot: 1, locks[..1]);

        (await waiting.DefaultTimeout()).FencingToken.ShouldBe(held.FencingToken + 1);
    }
}
