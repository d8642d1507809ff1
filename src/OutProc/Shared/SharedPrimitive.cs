using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>What all primitives in shared memory have in common: a name, a word, and those who wait for it.</summary>
internal sealed unsafe class SharedPrimitive
{
    private readonly SharedSpace _space;
    private readonly WordLayout* _word;
    private readonly WaitQueue _waiting;
    private readonly SharedEntry? _entry;

    public SharedPrimitive(SharedSpace space, string name, int index)
    {
        _space = space;
        Name = name;
        Index = index;
        _word = space.Word(index);
        space.SetName(index, name);
        _waiting = space.Queue(index);
    }

    /// <param name="space">The participant's space.</param>
    /// <param name="entry">The entry that has the word.</param>
    /// <param name="index">The index of the word.</param>
    public SharedPrimitive(SharedSpace space, SharedEntry entry, int index)
        : this(space, entry.Name, index)
        => _entry = entry;

    public string Name { get; }

    /// <summary>The entry of a set that has the word.</summary>
    public SharedEntry Entry => _entry ?? throw new InvalidOperationException($"'{Name}' belongs to no set of shared resources.");

    public int Index { get; }

    /// <summary>The word. Valid as long as this object is held.</summary>
    public ref WordLayout Word => ref *_word;

    /// <summary>The participant that this process is in the space of the primitive.</summary>
    public SharedSpace Space => _space;

    /// <summary>The word's address. Valid as long as this object is held.</summary>
    public WordLayout* Address => _word;

    /// <summary>What this process writes into a state to say that it has it.</summary>
    public int Owner => _space.Slot + 1;

    public bool IsDisposed => _space.IsDisposed;

    /// <summary>Whether anybody waits, in any process, this one too.</summary>
    public bool AnyWait => SharedSpace.HasWaiting(_word);

    public Span<int> Permits(int first, int count) => _space.Permits(first, count);

    /// <exception cref="SharedResourceException">It is.</exception>
    public void ThrowIfDisposed()
    {
        if (_space.IsDisposed)
        {
            throw new SharedResourceException($"'{Name}' is used after the pool that it belongs to was disposed.", Name);
        }
    }

    /// <returns><c>false</c> when the time was over first.</returns>
    public ValueTask<bool> WaitAsync(Waiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
        => _waiting.WaitAsync(waiter, timeout, cancellationToken);

    /// <summary>Says that this process takes part.</summary>
    public void EnterMembers()
    {
        int slot = _space.Slot;
        if ((Volatile.Read(ref _word->Members[slot / 64]) & (1UL << slot)) == 0)
        {
            Interlocked.Or(ref _word->Members[slot / 64], 1UL << slot);
        }
    }

    /// <summary>Says that a process does not take part any more.</summary>
    /// <returns>Whether it did.</returns>
    public bool LeaveMembers(int slot) => (Interlocked.And(ref _word->Members[slot / 64], ~(1UL << slot)) & (1UL << slot)) != 0;

    /// <summary>Says that nobody takes part.</summary>
    public void ClearMembers()
    {
        for (int part = 0; part < SpaceLayout.MaxSlots / 64; part++)
        {
            Interlocked.Exchange(ref _word->Members[part], 0);
        }
    }

    /// <summary>Queues a waiter, unless it can be served at once.</summary>
    /// <returns>Whether it was served.</returns>
    public bool TryEnter(Waiter waiter) => _waiting.TryEnter(waiter);

    /// <summary>Waits for a queued waiter.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    public ValueTask<bool> AwaitAsync(Waiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
        => _waiting.AwaitAsync(waiter, timeout, cancellationToken);

    /// <summary>Wakes one who waits. Comes after a full fence.</summary>
    public void WakeOne() => _space.RingNext(Index);

    /// <summary>Wakes all who wait. Comes after a full fence.</summary>
    public void WakeAll() => _space.RingAll(Index);

    /// <summary>Wakes those who wait in the process that stands in a state as owner. Comes after a full fence.</summary>
    public void WakeOwner(int owner) => _space.RingSlot(owner - 1);

    /// <summary>Whether another process than this one has somebody waiting.</summary>
    public bool OthersWait()
    {
        int own = _space.Slot;
        for (int i = 0; i < SpaceLayout.MaxSlots / 64; i++)
        {
            ulong others = Volatile.Read(ref _word->Waiting[i]);
            if (i == own / 64)
            {
                others &= ~(1UL << own);
            }

            if (others != 0)
            {
                return true;
            }
        }

        return false;
    }
}
