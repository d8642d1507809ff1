using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A lock between processes that many may hold to read, or one to write.</summary>
/// <remarks>
/// A writer that waits lets no further reader in, so readers cannot starve it. Readers are counted by process and the writer is written down as process:
/// whatever a process held that died is released, and the next writer or reader after a dead writer is told by <c>WasAbandoned</c>.
/// Not re-entrant and not upgradable. Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedReaderWriterLock : ISharedWord, ISharedResource<SharedReaderWriterLock>
{
    private const int OwnerMask = 0xffff;

    /// <summary>A process died while it wrote, and nobody has written since.</summary>
    private const int Abandoned = 1 << 30;

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
    public bool IsWriteHeld => (Volatile.Read(ref _primitive.Word.State) & OwnerMask) != 0;

    static SharedKind ISharedResource<SharedReaderWriterLock>.Kind => SharedKind.ReaderWriterLock;

    static string? ISharedResource<SharedReaderWriterLock>.Layout => null;

    SharedEntry ISharedResource<SharedReaderWriterLock>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

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
        => AcquireAsync(new ReadWaiter(this), timeout, cancellationToken);

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
        int state = Volatile.Read(ref _primitive.Word.State);
        if ((state & OwnerMask) == slot + 1)
        {
            Interlocked.CompareExchange(ref _primitive.Word.State, Abandoned, state);
        }

        _primitive.WakeAll();
        WakeWriter();
    }

    internal void Release(bool writes)
    {
        if (writes)
        {
            Interlocked.And(ref _primitive.Word.State, 0);
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
        if (!await _primitive.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false))
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

    private abstract class AccessWaiter(SharedReaderWriterLock owner) : Waiter
    {
        protected SharedReaderWriterLock Owner { get; } = owner;

        public SharedReaderWriterLease? Lease { get; protected set; }

        public override bool IsAvailable() => !Owner.IsWriteHeld;
    }

    private sealed class ReadWaiter(SharedReaderWriterLock owner) : AccessWaiter(owner)
    {
        public override bool TryTake(bool waited)
        {
            // First counted, then looked: of a reader and a writer that come at once at least one sees the other.
            Interlocked.Increment(ref Owner.OwnReaders);
            int state = Volatile.Read(ref Owner._primitive.Word.State);
            if ((state & OwnerMask) != 0)
            {
                Owner.Release(writes: false);
                return false;
            }

            Lease = new SharedReaderWriterLease(Owner, writes: false, (state & Abandoned) != 0);
            return true;
        }
    }

    private sealed class WriteWaiter(SharedReaderWriterLock owner) : AccessWaiter(owner)
    {
        private bool _announced;
        private bool _abandoned;

        public override bool TryTake(bool waited)
        {
            ref int state = ref Owner._primitive.Word.State;
            if (!_announced)
            {
                int seen = Volatile.Read(ref state);
                if ((seen & OwnerMask) != 0 || Interlocked.CompareExchange(ref state, Owner._primitive.Owner, seen) != seen)
                {
                    return false;
                }

                // From here on no reader comes in; those who are in leave.
                _announced = true;
                _abandoned = (seen & Abandoned) != 0;
            }

            if (Owner.Readers != 0)
            {
                return false;
            }

            Lease = new SharedReaderWriterLease(Owner, writes: true, _abandoned);
            return true;
        }

        public override void Leave()
        {
            if (_announced)
            {
                Interlocked.Exchange(ref Owner._primitive.Word.State, _abandoned ? Abandoned : 0);
                Owner._primitive.WakeAll();
            }
        }
    }
}
