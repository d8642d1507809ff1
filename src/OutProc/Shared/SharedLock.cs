using System.Runtime.CompilerServices;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A lock between processes: one holder at a time among all workers of a pool and their host.</summary>
/// <remarks>
/// <para>
/// Taking and giving it back costs two atomic instructions while nobody else wants it. Who has to wait polls for a moment, then sleeps; waiting
/// processes are served in turn, waiters of one process in the order they came. Who comes may pass those who wait, which is what makes a fought-over lock
/// fast; but not for long: when somebody was woken and found the lock gone for a millisecond, only those who wait may take it.
/// </para>
/// <para>
/// A lock is held by a lease, not by a thread: it may be acquired on one thread and released on another. It is not re-entrant unless it was declared
/// with <see cref="SharedLockOptions.Reentrant"/>. When a process dies while it holds the lock, the lock is free again, and the next lease says so by
/// <see cref="SharedLockLease.WasAbandoned"/>: what the lock guards may be half changed.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed unsafe partial class SharedLock : ISharedWord, ISharedResource<SharedLock>
{
    private readonly WordLayout* _word;
    private readonly SharedSpace _space;
    private readonly SharedPrimitive _primitive;
    private readonly long _owner;

    internal SharedLock(SharedPrimitive primitive, SharedLockOptions options = SharedLockOptions.None)
    {
        _primitive = primitive;
        _space = primitive.Space;
        _word = primitive.Address;
        _owner = primitive.Owner;
        Options = options;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>What it was declared to do beyond locking.</summary>
    public SharedLockOptions Options { get; }

    /// <summary>Whether somebody, in any process, holds the lock at this moment.</summary>
    public bool IsHeld => LockWord.IsHeld(State);

    static SharedKind ISharedResource<SharedLock>.Kind => SharedKind.Lock;

    static string? ISharedResource<SharedLock>.Layout => null;

    SharedEntry ISharedResource<SharedLock>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    internal SharedPrimitive Primitive => _primitive;

    internal long State
    {
        get
        {
            long state = Volatile.Read(ref _word->Hold);
            GC.KeepAlive(this);
            return state;
        }
    }

    /// <summary>Takes the lock if nobody holds it. Never waits.</summary>
    /// <param name="lease">What holds the lock; dispose it to release.</param>
    /// <returns>Whether the lock was taken.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public bool TryAcquire(out SharedLockLease lease)
    {
        if (Options != SharedLockOptions.None)
        {
            return TryAcquireInChain(out lease);
        }

        bool taken = TryTakeAtOnce(out long held);
        lease = taken ? new SharedLockLease(this, held) : default;
        return taken;
    }

    /// <summary>Takes the lock; waits without a thread until it can.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the lock; dispose it to release.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the lock was taken.</exception>
    /// <exception cref="DeadlockException">The holder waits for what the caller holds; with <see cref="SharedLockOptions.DetectDeadlocks"/>.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedLockLease> AcquireAsync(CancellationToken cancellationToken = default)
        => TryAcquirePlain(cancellationToken, out long held)
            ? new ValueTask<SharedLockLease>(new SharedLockLease(this, held))
            : AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes the lock; waits without a thread until it can, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the lock; dispose it to release.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the lock was taken.</exception>
    /// <exception cref="DeadlockException">The holder waits for what the caller holds; with <see cref="SharedLockOptions.DetectDeadlocks"/>.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedLockLease> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        return TryAcquirePlain(cancellationToken, out long held) ? new ValueTask<SharedLockLease>(new SharedLockLease(this, held))
            : Options == SharedLockOptions.None ? AcquireSlowlyAsync(timeout, cancellationToken)
            : AcquireInChainAsync(timeout, cancellationToken);
    }

    /// <summary>Takes the lock; blocks the thread until it can, or until the time is over.</summary>
    /// <inheritdoc cref="AcquireAsync(TimeSpan, CancellationToken)"/>
    public SharedLockLease Acquire(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (TryAcquirePlain(cancellationToken, out long held))
        {
            return new SharedLockLease(this, held);
        }

        ValueTask<SharedLockLease> acquisition = AcquireAsync(timeout, cancellationToken);
        return acquisition.IsCompletedSuccessfully ? acquisition.Result : acquisition.AsTask().GetAwaiter().GetResult();
    }

    static SharedLock ISharedResource<SharedLock>.Open(SharedEntry entry) => new(entry.Primitive(), (SharedLockOptions)entry.Parameter(0));

    void ISharedWord.Repair(int slot)
    {
        long state = State;
        while (LockWord.Slot(state) == slot)
        {
            // Only the owner could have changed its own part, and it is dead; the flag of the starving may come in between.
            long freed = (state & (LockWord.TokenMask | LockWord.Starving)) | LockWord.Abandoned;
            long seen = Interlocked.CompareExchange(ref _word->Hold, freed, state);
            if (seen == state)
            {
                break;
            }

            state = seen;
        }

        GC.KeepAlive(this);
    }

    /// <summary>Whether an acquisition of this process still holds the lock.</summary>
    internal bool IsHeldBy(long held) => (State & ~LockWord.Starving) == Current(held);

    /// <summary>Whether it is the same lock, as another object perhaps.</summary>
    internal bool IsSame(SharedLock other) => other._word == _word;

    /// <summary>Gives the lock back, if it is held by this very acquisition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release(long held)
    {
        held &= ~LockWord.Abandoned;
        if (Interlocked.CompareExchange(ref _word->Hold, held & LockWord.TokenMask, held) != held)
        {
            ReleaseSlowly(held);
        }
        else if (SharedSpace.HasWaiting(_word))
        {
            _primitive.WakeOne();
        }

        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseSlowly(long held)
    {
        held = Current(held);
        long state = State;
        while ((state & ~LockWord.Starving) == held)
        {
            long seen = Interlocked.CompareExchange(ref _word->Hold, state & (LockWord.TokenMask | LockWord.Starving), state);
            if (seen == state)
            {
                _primitive.WakeOne();
                return;
            }

            state = seen;
        }

        // Released before, or taken from a process that was thought dead.
    }

    /// <summary>Takes the lock from a state in which nothing needs a thought, or with one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTakeAtOnce(out long held)
    {
        if (!_space.IsDisposed)
        {
            long state = Volatile.Read(ref _word->Hold);
            held = state + (1L << LockWord.TokenShift) + _owner;
            if ((state & ~LockWord.TokenMask) == 0 && Interlocked.CompareExchange(ref _word->Hold, held, state) == state)
            {
                GC.KeepAlive(this);
                return true;
            }
        }

        return TryTakeCarefully(out held);
    }

    /// <summary>What most acquisitions are: of a lock without options, which is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryAcquirePlain(CancellationToken cancellationToken, out long held)
    {
        held = 0;
        return Options == SharedLockOptions.None && !cancellationToken.IsCancellationRequested && TryTakeAtOnce(out held);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryTakeCarefully(out long held)
    {
        _primitive.ThrowIfDisposed();
        return TryTake(LockTaker.Newcomer, out held);
    }

    private bool TryTake(LockTaker taker, out long held)
    {
        long state = State;
        while (!LockWord.IsHeld(state))
        {
            if ((state & LockWord.Starving) != 0
                && ((taker == LockTaker.Newcomer && _primitive.AnyWait) || (taker == LockTaker.Entering && _primitive.OthersWait())))
            {
                break;
            }

            held = LockWord.Take(state, _owner);
            long seen = Interlocked.CompareExchange(ref _word->Hold, held, state);
            if (seen == state)
            {
                held |= state & LockWord.Abandoned;
                return true;
            }

            state = seen;
        }

        held = 0;
        return false;
    }

    /// <summary>Nobody who has not waited takes the lock when it is released.</summary>
    private void Reserve()
    {
        long state = State;
        while (LockWord.IsHeld(state) && (state & LockWord.Starving) == 0)
        {
            state = Interlocked.CompareExchange(ref _word->Hold, state | LockWord.Starving, state);
        }
    }
}
