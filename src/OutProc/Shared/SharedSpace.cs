using OutProc.Contracts;
using OutProc.Interop;

namespace OutProc.Shared;

/// <summary>The memory in which the primitives of a pool live, as one participant sees it: the host, or one of its workers.</summary>
/// <remarks>
/// <para>
/// Each participant has a slot with a doorbell, a word it sleeps on; each primitive has a word with a state and a set of the slots in which somebody
/// waits. Whoever makes a primitive available rings the doorbell of one waiting slot, in turn; there the waiters of the process are served in the order
/// they came. So a release wakes one process and no herd, and a process sleeps on one word however many primitives it waits for.
/// </para>
/// <para>
/// No wake is lost: a waiter first enters its slot into the set (a full fence), then looks at the state; a releaser first changes the state (a full
/// fence), then looks at the set. At least one sees the other. Who was rung and no longer wants anything rings the next.
/// </para>
/// <para>
/// What a process held when it died is written in the state itself, by slot, with the same instruction that took it; there is no moment at which
/// something is taken and nobody known to have it. The host repairs the words of a dead slot before it gives the slot to another process.
/// A participant that writes nonsense can spoil the meaning of a primitive; it cannot make another read or write outside of the space.
/// </para>
/// Thread-safe.
/// </remarks>
internal sealed unsafe partial class SharedSpace : IDisposable
{
    private readonly SharedRegion _region;
    private readonly WaitQueue?[] _queues = new WaitQueue?[SpaceLayout.MaxWords];
    private readonly DoorbellThread _doorbell;
    private int _words;
    private int _permits;

    /// <summary>One more than the highest index with a queue.</summary>
    private int _endOfQueues;

    private SharedSpace(SharedRegion region, int slot)
    {
        _region = region;
        Slot = slot;
        _doorbell = new DoorbellThread(this);
    }

    /// <summary>The slot of this participant. The host has slot 0.</summary>
    public int Slot { get; }

    public bool IsDisposed { get; private set; }

    /// <summary>Makes a space, as its host.</summary>
    /// <param name="descriptor">What workers need for <see cref="Open"/>. The caller owns it.</param>
    /// <exception cref="NativeException">The system has no such memory to give.</exception>
    public static SharedSpace Create(out FileDescriptor descriptor) => new(SharedRegion.Create(SpaceLayout.Length, out descriptor), slot: 0);

    /// <summary>Takes part in a space that another process made.</summary>
    /// <param name="descriptor">What <see cref="Create"/> gave. Stays the caller's.</param>
    /// <param name="slot">The slot that the host has given.</param>
    /// <exception cref="NativeException">The memory cannot be mapped.</exception>
    /// <exception cref="InvalidDataException">It is not that of a space.</exception>
    public static SharedSpace Open(FileDescriptor descriptor, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, SpaceLayout.MaxSlots);
        return new SharedSpace(SharedRegion.Open(descriptor, SpaceLayout.Length), slot);
    }

    /// <summary>Gives a word to a new primitive. Called by the host only.</summary>
    /// <returns>The index of the word.</returns>
    /// <exception cref="SharedResourceException">All words are in use.</exception>
    public int Allocate()
    {
        int index = Interlocked.Increment(ref _words) - 1;
        if (index >= SpaceLayout.MaxWords)
        {
            Interlocked.Decrement(ref _words);
            throw new SharedResourceException(
                $"There is no room for another shared resource: a pool has at most {SpaceLayout.MaxWords} locks, semaphores, events and the like. "
                + "Guard many small things by a few locks, chosen by a hash of what they guard.");
        }

        return index;
    }

    /// <summary>Gives permits to a new semaphore. Called by the host only.</summary>
    /// <returns>The index of the first.</returns>
    /// <exception cref="SharedResourceException">Not so many are left.</exception>
    public int AllocatePermits(int count)
    {
        int end = Interlocked.Add(ref _permits, count);
        if (end > SpaceLayout.MaxPermits)
        {
            Interlocked.Add(ref _permits, -count);
            throw new SharedResourceException(
                $"There is no room for a semaphore of {count} permits: the semaphores of a pool have at most {SpaceLayout.MaxPermits} together.");
        }

        return end - count;
    }

    /// <summary>The permits of a semaphore: each the slot that has it plus one, or 0. Whoever keeps the span keeps the space.</summary>
    public Span<int> Permits(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SpaceLayout.MaxPermits - first);
        return new Span<int>(_region.Start + SpaceLayout.PermitsOffset + (first * sizeof(int)), count);
    }

    /// <summary>The word of a primitive. Whoever keeps the pointer keeps the space.</summary>
    public WordLayout* Word(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, SpaceLayout.MaxWords);
        return (WordLayout*)(_region.Start + SpaceLayout.WordsOffset) + index;
    }

    /// <summary>The queue of those who wait in this process for a primitive.</summary>
    public WaitQueue Queue(int index)
    {
        if (Volatile.Read(ref _queues[index]) is { } queue)
        {
            return queue;
        }

        // Made once: two objects for the same word in one process share their queue.
        Interlocked.CompareExchange(ref _queues[index], new WaitQueue(this, index), null);
        int end;
        while ((end = Volatile.Read(ref _endOfQueues)) <= index && Interlocked.CompareExchange(ref _endOfQueues, index + 1, end) != end)
        {
        }

        return _queues[index]!;
    }

    /// <summary>Says that somebody waits in this process. Ends with a full fence.</summary>
    public void EnterWaiting(int index) => Interlocked.Or(ref Word(index)->Waiting[Slot / 64], 1UL << Slot);

    /// <summary>Says that nobody waits in this process any more.</summary>
    public void LeaveWaiting(int index) => Interlocked.And(ref Word(index)->Waiting[Slot / 64], ~(1UL << Slot));

    /// <summary>Rings at one slot where somebody waits for a primitive, if there is one. Comes after a full fence.</summary>
    public void RingNext(int index)
    {
        WordLayout* word = Word(index);
        if ((word->Waiting[0] | word->Waiting[1] | word->Waiting[2] | word->Waiting[3]) != 0)
        {
            RingNext(word);
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Rings at every slot where somebody waits for a primitive. Comes after a full fence.</summary>
    public void RingAll(int index)
    {
        WordLayout* word = Word(index);
        for (int slot = 0; slot < SpaceLayout.MaxSlots; slot++)
        {
            if (IsWaiting(word, slot))
            {
                Ring(slot);
            }
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Rings at one slot, whether anybody waits there or not. Comes after a full fence.</summary>
    public void RingSlot(int slot)
    {
        if (slot is >= 0 and < SpaceLayout.MaxSlots)
        {
            Ring(slot);
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Rings at this participant's own slot: its waiters look again.</summary>
    public void RingSelf() => Ring(Slot);

    /// <summary>The value of this participant's doorbell for <see cref="Sleep"/>: a ring after this moment ends the sleep.</summary>
    public int TakeTicket() => Volatile.Read(ref SlotAt(Slot)->Doorbell);

    /// <summary>Sleeps until the doorbell has rung since <paramref name="ticket"/> or the time is over. May return for nothing.</summary>
    public void Sleep(int ticket, int timeoutMilliseconds)
    {
        Futex.Wait(&SlotAt(Slot)->Doorbell, ticket, timeoutMilliseconds);
        GC.KeepAlive(_region);
    }

    /// <summary>Serves all who wait in this process and can be served.</summary>
    /// <returns>Whether somebody still waits.</returns>
    public bool ServeQueues()
    {
        bool waits = false;
        int end = Volatile.Read(ref _endOfQueues);
        for (int index = 0; index < end; index++)
        {
            waits |= Volatile.Read(ref _queues[index]) is { } queue && queue.Serve();
        }

        return waits;
    }

    /// <summary>Starts the thread that serves waiters when the doorbell rings, if it does not run yet.</summary>
    public void EnsureServed() => _doorbell.EnsureStarted();

    /// <summary>Gives back what a dead participant held and wakes those who waited for it. Called by the host, after the process has ended.</summary>
    /// <param name="slot">The slot of the dead. May be given to another process afterwards.</param>
    /// <param name="primitives">The primitives of the space.</param>
    public void Repair(int slot, IEnumerable<ISharedWord> primitives)
    {
        foreach (ISharedWord primitive in primitives)
        {
            Interlocked.And(ref Word(primitive.Index)->Waiting[slot / 64], ~(1UL << slot));
            primitive.Repair(slot);

            // The dead may have changed the state and not rung, or been rung and not acted: ring again, once too often at worst.
            RingNext(primitive.Index);
        }
    }

    /// <summary>Ends the waits of this participant with <see cref="SharedResourceException"/> and drops the memory.</summary>
    public void Dispose()
    {
        if (IsDisposed)
        {
            return;
        }

        IsDisposed = true;
        foreach (WaitQueue? queue in _queues)
        {
            queue?.Close();
        }

        _doorbell.Dispose();
        _region.Dispose();
    }

    private static bool IsWaiting(WordLayout* word, int slot) => (Volatile.Read(ref word->Waiting[slot / 64]) & (1UL << slot)) != 0;

    private SlotLayout* SlotAt(int slot) => (SlotLayout*)(_region.Start + SpaceLayout.SlotsOffset) + slot;

    private void RingNext(WordLayout* word)
    {
        // What stands in shared memory is not believed: it selects a slot, and any slot is one.
        int last = word->Rotor & (SpaceLayout.MaxSlots - 1);
        for (int step = 1; step <= SpaceLayout.MaxSlots; step++)
        {
            int slot = (last + step) & (SpaceLayout.MaxSlots - 1);
            if (IsWaiting(word, slot))
            {
                word->Rotor = slot;
                Ring(slot);
                return;
            }
        }
    }

    private void Ring(int slot)
    {
        int* doorbell = &SlotAt(slot)->Doorbell;
        Interlocked.Increment(ref *doorbell);
        Futex.WakeAll(doorbell);
    }
}
