using System.Globalization;
using System.Numerics;
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
/// fence), then looks at the set. At least one sees the other. Who was rung and no longer wants anything rings the next. The same holds for the
/// doorbell: who is rung first clears the bell, then looks; who rings first changes what is looked at. A bell that has been rung and not answered
/// needs no second ring, so ringing costs a system call only where somebody sleeps. <c>WakeModel</c> in the tests goes through every interleaving.
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
    private readonly string?[] _names = new string?[SpaceLayout.MaxWords];
    private readonly DoorbellThread _doorbell;
    private int _words;
    private int _permits;

    /// <summary>One more than the highest index with a queue.</summary>
    private int _endOfQueues;

    private SharedSpace(SharedRegion region, int slot, int worker)
    {
        _region = region;
        Slot = slot;
        _doorbell = new DoorbellThread(this);
        SlotAt(slot)->OwnProcessId = Environment.ProcessId;
        if (worker != 0)
        {
            SlotAt(slot)->Worker = worker;
        }
    }

    /// <summary>The slot of this participant. The host has slot 0.</summary>
    public int Slot { get; }

    public bool IsDisposed { get; private set; }

    /// <summary>Makes a space, as its host.</summary>
    /// <param name="descriptor">What workers need for <see cref="Open"/>. The caller owns it.</param>
    /// <exception cref="NativeException">The system has no such memory to give.</exception>
    public static SharedSpace Create(out FileDescriptor descriptor)
        => new(SharedRegion.Create(SpaceLayout.Length, out descriptor), slot: 0, worker: 0);

    /// <summary>Takes part in a space that another process made.</summary>
    /// <param name="descriptor">What <see cref="Create"/> gave. Stays the caller's.</param>
    /// <param name="slot">The slot that the host has given.</param>
    /// <param name="workerId">The number of the worker in its pool; for messages.</param>
    /// <exception cref="NativeException">The memory cannot be mapped.</exception>
    /// <exception cref="InvalidDataException">It is not that of a space.</exception>
    public static SharedSpace Open(FileDescriptor descriptor, int slot, int? workerId = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, SpaceLayout.MaxSlots);
        return new SharedSpace(SharedRegion.Open(descriptor, SpaceLayout.Length), slot, workerId + 1 ?? 0);
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
        // Each begins where a number of 8 bytes may.
        count += count & 1;
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
        if (HasWaiting(word))
        {
            RingNext(word);
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Rings at every slot where somebody waits for a primitive. Comes after a full fence.</summary>
    public void RingAll(int index)
    {
        WordLayout* word = Word(index);
        for (int part = 0; part < SpaceLayout.MaxSlots / 64; part++)
        {
            for (ulong bits = Volatile.Read(ref word->Waiting[part]); bits != 0; bits &= bits - 1)
            {
                Ring((part * 64) + BitOperations.TrailingZeroCount(bits));
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

    /// <summary>Whether this participant was rung since it last answered.</summary>
    public bool IsRung => Volatile.Read(ref SlotAt(Slot)->Doorbell) == SlotLayout.Rung;

    /// <summary>Takes the ring: whoever rings after this moment is heard again. A full fence; what was rung for is looked at afterwards.</summary>
    public void AnswerBell() => Interlocked.Exchange(ref SlotAt(Slot)->Doorbell, SlotLayout.Awake);

    /// <summary>Sleeps until this participant is rung, unless it was since it answered, or the time is over. May return for nothing.</summary>
    public void Sleep(int timeoutMicroseconds)
    {
        int* doorbell = &SlotAt(Slot)->Doorbell;
        if (Interlocked.CompareExchange(ref *doorbell, SlotLayout.Asleep, SlotLayout.Awake) == SlotLayout.Awake)
        {
            Futex.Wait(doorbell, SlotLayout.Asleep, timeoutMicroseconds);
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Who a participant is, for messages.</summary>
    public string Describe(int slot)
    {
        if (slot is < 0 or >= SpaceLayout.MaxSlots)
        {
            return "an unknown process";
        }

        int worker = SlotAt(slot)->Worker;
        string process = string.Create(CultureInfo.InvariantCulture, $"process {ShownProcessId(slot)}");
        GC.KeepAlive(_region);
        return slot == 0 ? $"the host ({process})"
            : worker > 0 ? string.Create(CultureInfo.InvariantCulture, $"worker {worker - 1} ({process})")
            : process;
    }

    /// <summary>Who a participant is, as a number that outlives it: the process above, the worker's number plus one below.</summary>
    public long Identify(int slot)
    {
        long identity = ((long)ShownProcessId(slot) << 32) | (uint)SlotAt(slot)->Worker;
        GC.KeepAlive(_region);
        return identity;
    }

    /// <summary>Says what the primitive of a word is called, for messages about others that wait for it.</summary>
    public void SetName(int index, string name) => _names[index] = name;

    /// <summary>What the primitive of a word is called, as far as this participant knows it.</summary>
    public string NameOf(int index)
        => (uint)index < SpaceLayout.MaxWords && _names[index] is { } name ? name : string.Create(CultureInfo.InvariantCulture, $"#{index}");

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
            RingAll(primitive.Index);
        }

        // It may also have rung and not woken.
        for (int other = 0; other < SpaceLayout.MaxSlots; other++)
        {
            if (Volatile.Read(ref SlotAt(other)->Doorbell) == SlotLayout.Rung)
            {
                Futex.WakeAll(&SlotAt(other)->Doorbell);
            }
        }

        GC.KeepAlive(_region);
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

    /// <summary>Whether anybody waits for a primitive, in any process.</summary>
    public static bool HasWaiting(WordLayout* word)
        => (Volatile.Read(ref word->Waiting[0]) | word->Waiting[1] | word->Waiting[2] | word->Waiting[3]) != 0;

    private int ShownProcessId(int slot) => SlotAt(slot)->ProcessId is not 0 and int named ? named : SlotAt(slot)->OwnProcessId;

    private SlotLayout* SlotAt(int slot) => (SlotLayout*)(_region.Start + SpaceLayout.SlotsOffset) + slot;

    private void RingNext(WordLayout* word)
    {
        // What stands in shared memory is not believed: it selects a slot, and any slot is one.
        int start = (word->Rotor + 1) & (SpaceLayout.MaxSlots - 1);
        ulong mask = ulong.MaxValue << start;
        for (int step = 0; step <= SpaceLayout.MaxSlots / 64; step++)
        {
            int part = ((start / 64) + step) & ((SpaceLayout.MaxSlots / 64) - 1);
            ulong bits = Volatile.Read(ref word->Waiting[part]) & mask;
            if (bits != 0)
            {
                int slot = (part * 64) + BitOperations.TrailingZeroCount(bits);
                word->Rotor = slot;
                Ring(slot);
                return;
            }

            mask = ulong.MaxValue;
        }
    }

    private void Ring(int slot)
    {
        int* doorbell = &SlotAt(slot)->Doorbell;
        if (Volatile.Read(ref *doorbell) != SlotLayout.Rung && Interlocked.Exchange(ref *doorbell, SlotLayout.Rung) == SlotLayout.Asleep)
        {
            Futex.WakeAll(doorbell);
        }
    }
}
