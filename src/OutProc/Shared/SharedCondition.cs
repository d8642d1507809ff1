using System.Diagnostics;
using System.Runtime.CompilerServices;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Waits, while holding a <see cref="SharedLock"/>, for what another process changes under the same lock.</summary>
/// <remarks>
/// <para>
/// Waiting gives the lock up and takes it again before it ends, however it ends; the lease stays the same. A notification wakes exactly as many as it
/// says, of those who waited when it was given, the processes in turn and in each the oldest first; when nobody waits it is forgotten.
/// What was meant for a process that died before it had the lock again goes to another one.
/// </para>
/// <para>
/// Look at what you wait for before and after, as <see cref="WaitForAsync(SharedLockLease, Func{bool}, CancellationToken)"/> does: between the notification
/// and the lock somebody else may have been quicker. A condition belongs to the lock that it was first used with.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedCondition : ISharedWord, ISharedResource<SharedCondition>
{
    /// <summary>The permits that a condition takes: a count of 8 bytes for each slot.</summary>
    internal const int Permits = 2 * SpaceLayout.MaxSlots;

    private readonly SharedPrimitive _primitive;
    private readonly int _first;

    internal SharedCondition(SharedPrimitive primitive, int first)
    {
        _primitive = primitive;
        _first = first;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>Those who wait at this moment, in all processes.</summary>
    public int Waiters
    {
        get
        {
            int sum = 0;
            for (int slot = 0; slot < SpaceLayout.MaxSlots; slot++)
            {
                sum += ConditionCount.Unnotified(Volatile.Read(ref Count(slot)));
            }

            return sum;
        }
    }

    static SharedKind ISharedResource<SharedCondition>.Kind => SharedKind.Condition;

    static string? ISharedResource<SharedCondition>.Layout => null;

    SharedEntry ISharedResource<SharedCondition>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    private ref long OwnCount => ref Count(_primitive.Owner - 1);

    /// <summary>Gives the lock up, waits until notified, and takes the lock again.</summary>
    /// <param name="lease">Holds the lock, and does so again afterwards, also after an exception.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when this waiter was notified and has the lock.</returns>
    /// <exception cref="InvalidOperationException">The lease does not hold its lock, or the condition belongs to another lock.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first. The lock is held again.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask WaitAsync(SharedLockLease lease, CancellationToken cancellationToken = default)
        => await WaitAsync(lease, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);

    /// <summary>Gives the lock up, waits until notified or the time is over, and takes the lock again.</summary>
    /// <param name="lease">Holds the lock, and does so again afterwards, also after an exception.</param>
    /// <param name="timeout">
    /// The longest wait for the notification; <see cref="Timeout.InfiniteTimeSpan"/> for no limit. Having the lock again may take longer.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether this waiter was notified; otherwise the time was over.</returns>
    /// <exception cref="InvalidOperationException">The lease does not hold its lock, or the condition belongs to another lock.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first. The lock is held again.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<bool> WaitAsync(SharedLockLease lease, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        SharedLock held = DemandHeld(lease);
        cancellationToken.ThrowIfCancellationRequested();
        WaitQueue.CheckTimeout(timeout);
        var waiter = new ConditionWaiter(this);
        Interlocked.Add(ref OwnCount, ConditionCount.Waiting);
        try
        {
            _primitive.TryEnter(waiter);
        }
        catch (SharedResourceException)
        {
            Interlocked.Add(ref OwnCount, -ConditionCount.Waiting);
            throw;
        }

        // Whoever notifies has the lock, so from here on only.
        bool notified = false;
        lease.Pause();
        try
        {
            return notified = await _primitive.AwaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await held.ResumeAsync(lease.Held).ConfigureAwait(false);
            lease.Resume();
            if (notified)
            {
                Interlocked.Add(ref OwnCount, -ConditionCount.Returning);
            }
        }
    }

    /// <summary>Waits until something holds.</summary>
    /// <param name="lease">Holds the lock, and does so again afterwards, also after an exception.</param>
    /// <param name="predicate">Whether it holds. Called with the lock held, before the first wait and after each notification.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the predicate holds and the lock is held.</returns>
    /// <inheritdoc cref="WaitAsync(SharedLockLease, CancellationToken)" path="/exception"/>
    public async ValueTask WaitForAsync(SharedLockLease lease, Func<bool> predicate, CancellationToken cancellationToken = default)
        => await WaitForAsync(lease, predicate, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits until something holds or the time is over.</summary>
    /// <param name="lease">Holds the lock, and does so again afterwards, also after an exception.</param>
    /// <param name="predicate">Whether it holds. Called with the lock held, before the first wait and after each notification.</param>
    /// <param name="timeout">The longest wait in all; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the predicate said last.</returns>
    /// <inheritdoc cref="WaitAsync(SharedLockLease, CancellationToken)" path="/exception"/>
    public async ValueTask<bool> WaitForAsync(
        SharedLockLease lease, Func<bool> predicate, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        DemandHeld(lease);
        long started = Stopwatch.GetTimestamp();
        while (!predicate())
        {
            TimeSpan left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - Stopwatch.GetElapsedTime(started);
            if ((left < TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
                || !await WaitAsync(lease, left, cancellationToken).ConfigureAwait(false))
            {
                return predicate();
            }
        }

        return true;
    }

    /// <summary>Wakes some of those who wait.</summary>
    /// <param name="lease">Holds the lock: those who wait look at what was changed when it is released.</param>
    /// <param name="count">How many to wake, at least 1.</param>
    /// <returns>How many were woken: fewer when fewer wait.</returns>
    /// <exception cref="InvalidOperationException">The lease does not hold its lock, or the condition belongs to another lock.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public int Notify(SharedLockLease lease, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        DemandHeld(lease);
        return NotifyCore(count);
    }

    /// <summary>Wakes all who wait.</summary>
    /// <param name="lease">Holds the lock: those who wait look at what was changed when it is released.</param>
    /// <returns>How many were woken.</returns>
    /// <exception cref="InvalidOperationException">The lease does not hold its lock, or the condition belongs to another lock.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public int NotifyAll(SharedLockLease lease) => Notify(lease, int.MaxValue);

    static SharedCondition ISharedResource<SharedCondition>.Open(SharedEntry entry)
        => new(entry.Primitive(), entry.Permit);

    void ISharedWord.Repair(int slot)
    {
        // Notified and dead before it had the lock again: nobody has acted upon the notification yet.
        long count = Interlocked.Exchange(ref Count(slot), 0);
        NotifyCore(ConditionCount.NotifiedOf(count));
    }

    private ref long Count(int slot) => ref Unsafe.As<int, long>(ref _primitive.Permits(_first, Permits)[slot * 2]);

    private SharedLock DemandHeld(SharedLockLease lease)
    {
        _primitive.ThrowIfDisposed();
        if (!lease.IsHeld || lease.Lock is not { } held)
        {
            throw new InvalidOperationException($"The condition '{Name}' is used without holding a lock: the lease is not held.");
        }

        int index = held.Primitive.Index + 1;
        int seen = Interlocked.CompareExchange(ref _primitive.Word.State, index, 0);
        return held.Primitive.Space == _primitive.Space && (seen == 0 || seen == index)
            ? held
            : throw new InvalidOperationException(
                $"The condition '{Name}' is used with the lock '{held.Name}', but belongs to '{_primitive.Space.NameOf(seen - 1)}'.");
    }

    private int NotifyCore(int count)
    {
        int notified = 0;
        int slot = _primitive.Word.Rotor;
        for (int idle = 0; notified < count && idle < SpaceLayout.MaxSlots; idle++)
        {
            slot = (slot + 1) & (SpaceLayout.MaxSlots - 1);
            if (TryNotify(slot))
            {
                idle = -1;
                notified++;
            }
        }

        _primitive.Word.Rotor = slot;
        return notified;
    }

    private bool TryNotify(int slot)
    {
        ref long count = ref Count(slot);
        long state = Volatile.Read(ref count);
        while (ConditionCount.Unnotified(state) > 0)
        {
            long seen = Interlocked.CompareExchange(ref count, state + ConditionCount.Notified, state);
            if (seen == state)
            {
                _primitive.Space.RingSlot(slot);
                return true;
            }

            state = seen;
        }

        return false;
    }

    private sealed class ConditionWaiter(SharedCondition owner) : Waiter
    {
        public override bool TryTake(bool waited)
        {
            ref long count = ref owner.OwnCount;
            long state = Volatile.Read(ref count);
            while (waited && ConditionCount.HasNotified(state))
            {
                long taken = state - ConditionCount.Waiting - ConditionCount.Notified + ConditionCount.Returning;
                long seen = Interlocked.CompareExchange(ref count, taken, state);
                if (seen == state)
                {
                    return true;
                }

                state = seen;
            }

            return false;
        }

        /// <summary>What a process was notified of is for those who wait there.</summary>
        public override bool IsAvailable() => false;

        public override void Leave() => Interlocked.Add(ref owner.OwnCount, -ConditionCount.Waiting);
    }
}
