using System.Diagnostics;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A lock between processes that many may hold to read, or one to write.</summary>
/// <remarks>
/// A writer that waits lets no further reader in, so readers cannot starve it; and whoever has waited for long goes before all who come. Readers are counted by process and the writer is written down as process:
/// whatever a process held that died is released, and the next writer or reader after a dead writer is told by <c>WasAbandoned</c>.
/// Not re-entrant and not upgradable. Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedReaderWriterLock : ISharedWord, ISharedResource<SharedReaderWriterLock>
{
    private const int OwnerMask = 0xffff;

    /// <summary>A process died while it wrote, and nobody has written since.</summary>
    private const int Abandoned = 1 << 30;

    /// <summary>Somebody has waited for long: only those who have waited may take the lock.</summary>
    private const int Starving = 1 << 29;

    private static readonly long s_patienceTicks = Stopwatch.Frequency / 1000;

    private readonly SharedPrimitive _primitive;
    private readonly int _first;

    internal SharedReaderWriterLock(SharedPrimitive primitive, int first)
    {
        _primitive = primitive;
        _first = first;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>The number of readers at this moment.</summary>
    public int Readers
    {
        get
        {
            int sum = 0;
            foreach (ref int count in ReaderCounts)
            {
                sum += Volatile.Read(ref count);
            }

            return sum;
        }
    }

    /// <summary>Whether somebody writes, or waits for the last reader to leave.</summary>
    public bool IsWriteHeld => (State & OwnerMask) != 0;

    static SharedKind ISharedResource<SharedReaderWriterLock>.Kind => SharedKind.ReaderWriterLock;

    static string? ISharedResource<SharedReaderWriterLock>.Layout => null;

    SharedEntry ISharedResource<SharedReaderWriterLock>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    private int State => Volatile.Read(ref _primitive.Word.State);

    private Span<int> ReaderCounts => _primitive.Permits(_first, SpaceLayout.MaxSlots);

    private ref int OwnReaders => ref ReaderCounts[_primitive.Owner - 1];

    /// <summary>Takes the lock to read; waits without a thread until no one writes, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the lock; dispose it to release.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedReaderWriterLease> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        _primitive.ThrowIfDisposed();
        return !cancellationToken.IsCancellationRequested && TryRead(LockTaker.Newcomer) is { } lease
            ? new ValueTask<SharedReaderWriterLease>(lease)
            : AcquireAsync(new ReadWaiter(this), timeout, cancellationToken);
    }

    /// <summary>Takes the lock to read; waits without a thread until no one writes.</summary>
    /// <inheritdoc cref="ReadAsync(TimeSpan, CancellationToken)"/>
    public ValueTask<SharedReaderWriterLease> ReadAsync(CancellationToken cancellationToken = default)
        => ReadAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes the lock to write; waits without a thread until it is alone, or until the time is over.</summary>
    /// <inheritdoc cref="ReadAsync(TimeSpan, CancellationToken)"/>
    public ValueTask<SharedReaderWriterLease> WriteAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => AcquireAsync(new WriteWaiter(this), timeout, cancellationToken);

    /// <summary>Takes the lock to write; waits without a thread until it is alone.</summary>
    /// <inheritdoc cref="ReadAsync(TimeSpan, CancellationToken)"/>
    public ValueTask<SharedReaderWriterLease> WriteAsync(CancellationToken cancellationToken = default)
        => WriteAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    static SharedReaderWriterLock ISharedResource<SharedReaderWriterLock>.Open(SharedEntry entry) => new(entry.Primitive(), entry.Permit);

    void ISharedWord.Repair(int slot)
    {
        Interlocked.Exchange(ref ReaderCounts[slot], 0);
        int state = State;
        while ((state & OwnerMask) == slot + 1)
        {
            int seen = Interlocked.CompareExchange(ref _primitive.Word.State, (state & Starving) | Abandoned, state);
            if (seen == state)
            {
                break;
            }

            state = seen;
        }

        WakeWriter();
    }

    internal void Release(bool writes)
    {
        if (writes)
        {
            Interlocked.And(ref _primitive.Word.State, Starving);
            _primitive.WakeAll();
            return;
        }

        if (Interlocked.Decrement(ref OwnReaders) == 0)
        {
            WakeWriter();
        }
    }

    private async ValueTask<SharedReaderWriterLease> AcquireAsync(
        AccessWaiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _primitive.ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        bool taken = timeout == TimeSpan.Zero
            ? waiter.TryAtOnce()
            : await _primitive.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false);
        if (!taken)
        {
            throw new TimeoutException($"The shared lock '{Name}' was not free within {timeout.TotalSeconds:0.###} s.");
        }

        return waiter.Lease!;
    }

    /// <summary>The writer, or the one that waits for the last reader, looks again.</summary>
    private void WakeWriter()
    {
        if ((Volatile.Read(ref _primitive.Word.State) & OwnerMask) is not 0 and int owner)
        {
            _primitive.WakeOwner(owner);
        }
    }

    private bool MustQueue(int state, LockTaker taker) => (state & Starving) != 0 && taker switch
    {
        LockTaker.Newcomer => _primitive.AnyWait,
        LockTaker.Entering => _primitive.OthersWait(),
        _ => false,
    };

    private SharedReaderWriterLease? TryRead(LockTaker taker)
    {
        // First counted, then looked: of a reader and a writer that come at once at least one sees the other.
        Interlocked.Increment(ref OwnReaders);
        int state = State;
        if ((state & OwnerMask) != 0 || MustQueue(state, taker))
        {
            Release(writes: false);
            return null;
        }

        if (taker == LockTaker.Waiter && (state & Starving) != 0)
        {
            Interlocked.And(ref _primitive.Word.State, ~Starving);
        }

        return new SharedReaderWriterLease(this, writes: false, (state & Abandoned) != 0);
    }

    private abstract class AccessWaiter(SharedReaderWriterLock owner) : Waiter
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public SharedReaderWriterLease? Lease { get; protected set; }

        protected SharedReaderWriterLock Owner { get; } = owner;

        public override bool IsAvailable() => !Owner.IsWriteHeld;

        /// <summary>Takes the lock without waiting for it, and without making others wait.</summary>
        public bool TryAtOnce()
        {
            bool taken = TryTake(waited: false);
            if (!taken)
            {
                Leave();
            }

            return taken;
        }

        public override bool TryTake(bool waited)
        {
            Lease = TryTake(waited ? LockTaker.Waiter : LockTaker.Entering);
            if (Lease is null && waited && Stopwatch.GetTimestamp() - _since > s_patienceTicks)
            {
                Interlocked.Or(ref Owner._primitive.Word.State, Starving);
            }

            return Lease is not null;
        }

        protected abstract SharedReaderWriterLease? TryTake(LockTaker taker);
    }

    private sealed class ReadWaiter(SharedReaderWriterLock owner) : AccessWaiter(owner)
    {
        protected override SharedReaderWriterLease? TryTake(LockTaker taker) => Owner.TryRead(taker);
    }

    private sealed class WriteWaiter(SharedReaderWriterLock owner) : AccessWaiter(owner)
    {
        private bool _announced;
        private bool _abandoned;

        public override void Leave()
        {
            if (_announced)
            {
                ref int state = ref Owner._primitive.Word.State;
                int seen = Volatile.Read(ref state);
                while (Interlocked.CompareExchange(ref state, (seen & Starving) | (_abandoned ? Abandoned : 0), seen) is var now && now != seen)
                {
                    seen = now;
                }

                Owner._primitive.WakeAll();
            }
        }

        protected override SharedReaderWriterLease? TryTake(LockTaker taker)
        {
            if (!_announced && !TryAnnounce(taker))
            {
                return null;
            }

            return Owner.Readers == 0 ? new SharedReaderWriterLease(Owner, writes: true, _abandoned) : null;
        }

        /// <summary>From here on no reader comes in; those who are in leave.</summary>
        private bool TryAnnounce(LockTaker taker)
        {
            ref int state = ref Owner._primitive.Word.State;
            int seen = Volatile.Read(ref state);
            while ((seen & OwnerMask) == 0 && !Owner.MustQueue(seen, taker))
            {
                int now = Interlocked.CompareExchange(ref state, Owner._primitive.Owner, seen);
                if (now == seen)
                {
                    _announced = true;
                    _abandoned = (seen & Abandoned) != 0;
                    return true;
                }

                seen = now;
            }

            return false;
        }
    }
}
