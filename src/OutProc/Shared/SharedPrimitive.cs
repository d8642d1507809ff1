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

    /// <summary>What this process writes into a state to say that it has it.</summary>
    public int Owner => _space.Slot + 1;

    public bool IsDisposed => _space.IsDisposed;

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
