using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>A lock between processes: one holder at a time among all workers of a pool and their host.</summary>
/// <remarks>
/// <para>
/// Taking and giving it back costs two atomic instructions while nobody else wants it. Who has to wait polls for a moment, then sleeps; waiting
/// processes are served in turn, waiters of one process in the order they came, and who was woken and found the lock gone again cannot be passed a second
/// time.
/// </para>
/// <para>
/// A lock is held by a lease, not by a thread: it may be acquired on one thread and released on another. It is not re-entrant. When a
/// process dies while it holds the lock, the lock is free again, and the next lease says so by <see cref="SharedLockLease.WasAbandoned"/>:
/// what the lock guards may be half changed.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedLock : ISharedWord, ISharedResource<SharedLock>
{
    private const int OwnerMask = 0xffff;

    /// <summary>A process died while it held the lock; whoever takes it is told.</summary>
    private const int Abandoned = 1 << 30;

    /// <summary>Somebody was woken and came too late: from now on only those who have waited may take the lock.</summary>
    private const int Starving = 1 << 29;

    private readonly SharedPrimitive _primitive;

    internal SharedLock(SharedPrimitive primitive) => _primitive = primitive;

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>Whether somebody, in any process, holds the lock at this moment.</summary>
    public bool IsHeld => (Volatile.Read(ref _primitive.Word.State) & OwnerMask) != 0;

    static SharedKind ISharedResource<SharedLock>.Kind => SharedKind.Lock;

    static string? ISharedResource<SharedLock>.Layout => null;

    SharedEntry ISharedResource<SharedLock>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    /// <summary>Takes the lock if nobody holds it. Never waits.</summary>
    /// <param name="lease">What holds the lock; dispose it to release.</param>
    /// <returns>Whether the lock was taken.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public bool TryAcquire(out SharedLockLease lease)
    {
        _primitive.ThrowIfDisposed();
        bool taken = TryTake(waited: false, out bool abandoned);
        lease = taken ? new SharedLockLease(this, _primitive.Word.Token, abandoned) : default;
        return taken;
    }

    /// <summary>Takes the lock; waits without a thread until it can.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the lock; dispose it to release.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the lock was taken.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedLockLease> AcquireAsync(CancellationToken cancellationToken = default)
        => AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes the lock; waits without a thread until it can, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the lock; dispose it to release.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the lock was taken.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedLockLease> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => TryAcquire(out SharedLockLease lease) || (timeout != TimeSpan.Zero && Poll(out lease))
            ? new ValueTask<SharedLockLease>(lease)
            : WaitAsync(timeout, cancellationToken);

    /// <summary>Takes the lock; blocks the thread until it can, or until the time is over.</summary>
    /// <inheritdoc cref="AcquireAsync(TimeSpan, CancellationToken)"/>
    public SharedLockLease Acquire(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ValueTask<SharedLockLease> acquisition = AcquireAsync(timeout, cancellationToken);
        return acquisition.IsCompletedSuccessfully ? acquisition.Result : acquisition.AsTask().GetAwaiter().GetResult();
    }

    static SharedLock ISharedResource<SharedLock>.Open(SharedEntry entry) => new(entry.Primitive());

    void ISharedWord.Repair(int slot)
    {
        int state = Volatile.Read(ref _primitive.Word.State);
        if ((state & OwnerMask) == slot + 1)
        {
            // Only the owner could have changed its own part, and it is dead; the flag of the hungry may come in between.
            while (Interlocked.CompareExchange(ref _primitive.Word.State, (state & Starving) | Abandoned, state) is var seen && seen != state)
            {
                state = seen;
            }
        }
    }

    /// <summary>Whether a lease still holds the lock.</summary>
    internal bool IsHeldBy(long token)
        => (Volatile.Read(ref _primitive.Word.State) & OwnerMask) == _primitive.Owner && _primitive.Word.Token == token;

    internal void Release(long token)
    {
        if (!IsHeldBy(token))
        {
            // Released before, or taken from a process that was thought dead.
            return;
        }

        Interlocked.And(ref _primitive.Word.State, Starving);
        _primitive.WakeOne();
    }

    private bool TryTake(bool waited, out bool abandoned)
    {
        ref WordLayout word = ref _primitive.Word;
        int state = Volatile.Read(ref word.State);
        abandoned = false;
        while ((state & OwnerMask) == 0)
        {
            if ((state & Starving) != 0 && !waited && _primitive.OthersWait())
            {
                return false;
            }

            int seen = Interlocked.CompareExchange(ref word.State, _primitive.Owner, state);
            if (seen == state)
            {
                abandoned = (state & Abandoned) != 0;
                word.Token++;
                return true;
            }

            state = seen;
        }

        if (waited && (state & Starving) == 0)
        {
            Interlocked.Or(ref word.State, Starving);
        }

        return false;
    }

    /// <summary>Most locks are held for less than a sleep takes.</summary>
    private bool Poll(out SharedLockLease lease)
    {
        if (Environment.ProcessorCount > 1)
        {
            long end = Stopwatch.GetTimestamp() + (long)(SpinPolicy.DefaultBudget.TotalSeconds * Stopwatch.Frequency);
            do
            {
                for (int i = 0; i < SpinPolicy.LooksPerTick; i++)
                {
                    if (!IsHeld && TryAcquire(out lease))
                    {
                        return true;
                    }

                    SpinPolicy.Pause();
                }
            }
            while (Stopwatch.GetTimestamp() < end);
        }

        lease = default;
        return false;
    }

    private async ValueTask<SharedLockLease> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new LockWaiter(this);
        if (timeout == TimeSpan.Zero || !await _primitive.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false))
        {
            throw new TimeoutException($"The shared lock '{Name}' was not free within {timeout.TotalSeconds:0.###} s.");
        }

        return waiter.Lease;
    }

    private sealed class LockWaiter(SharedLock owner) : Waiter
    {
        public SharedLockLease Lease { get; private set; }

        public override bool IsAvailable() => !owner.IsHeld;

        public override bool TryTake(bool waited)
        {
            bool taken = owner.TryTake(waited, out bool abandoned);
            if (taken)
            {
                Lease = new SharedLockLease(owner, owner._primitive.Word.Token, abandoned);
            }

            return taken;
        }
    }
}
