using System.Numerics;
using System.Runtime.CompilerServices;
using OutProc.Contracts;
using OutProc.Interop;

namespace OutProc.Shared;

/// <summary>A ring of items in shared memory that any number of processes write to and read from, each of which may die at any instruction.</summary>
/// <remarks>
/// <para>
/// There is no lock, hence nobody who could die with it. A place is claimed, filled, leased and given free by compare and exchange of the one word that says
/// whose it is; the positions of the next item to write and to read follow, and who finds one behind moves it on, whoever was
/// to do it. What belonged to a dead process can be told from the words alone: its unfinished items are void, those it had taken and not acknowledged come back.
/// </para>
/// <para>
/// No wake is lost, as in <see cref="SharedSpace"/>: every change of a place is a full fence and is followed by a look at who waits.
/// </para>
/// <para>
/// Nothing that is read from shared memory is believed: places are selected by masks, lengths are checked, and a walk over words that do not add up ends
/// after a number of steps, as if there were nothing.
/// </para>
/// Thread-safe.
/// </remarks>
internal sealed unsafe class QueueRing : ISharedWord
{
    /// <summary>More than processes that work properly ever need: each step either ends the walk or means that another one got on.</summary>
    private const int MaxSteps = 1 << 16;

    private readonly SharedRegion _region;
    private readonly QueueShape _shape;
    private readonly QueueHeader* _header;
    private readonly byte* _start;
    private readonly int _lapShift;
    private readonly int _owner;

    /// <param name="region">The memory: zeroes at first.</param>
    /// <param name="shape">How it is laid out.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="items">Where those wait who read.</param>
    /// <param name="room">Where those wait who write.</param>
    /// <param name="settled">Where those wait who want all items to be dealt with.</param>
    public QueueRing(
        SharedRegion region, in QueueShape shape, long offset, SharedPrimitive items, SharedPrimitive room, SharedPrimitive settled)
    {
        _region = region;
        _shape = shape;
        _start = region.Start + offset;
        _header = QueueShape.HeaderOf(_start);
        _lapShift = BitOperations.Log2((uint)shape.Places);
        _owner = items.Owner;
        Items = items;
        Room = room;
        Settled = settled;
    }

    /// <summary>The words of the table that a ring has.</summary>
    public const int Words = 3;

    /// <summary>The ring of an entry, or one of its rings.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="number">Which ring.</param>
    public static QueueRing Of(SharedEntry entry, int number = 0)
    {
        SharedRegion region = entry.Map();
        QueueShape shape = QueueShape.Of(entry);
        if ((ulong)shape.Length * (ulong)(number + 1) > region.Length)
        {
            throw new SharedResourceException($"The memory of '{entry.Name}' is smaller than what was declared.", entry.Name);
        }

        int word = number * Words;
        return new QueueRing(
            region, shape, shape.Length * number, entry.Primitive(word), entry.Primitive(word + 1), entry.Primitive(word + 2));
    }

    public SharedPrimitive Items { get; }

    public SharedPrimitive Room { get; }

    public SharedPrimitive Settled { get; }

    public ref readonly QueueShape Shape => ref _shape;

    /// <summary>What there is to repair when a process dies.</summary>
    public IEnumerable<ISharedWord> Repairable => [this, new PlainWord(Room.Index), new PlainWord(Settled.Index)];

    int ISharedWord.Index => Items.Index;

    /// <summary>The items that wait for a reader.</summary>
    public int Count
    {
        get
        {
            ulong head = Volatile.Read(ref _header->Head);
            ulong unread = Volatile.Read(ref _header->Tail) - head;
            int returned = 0;
            if (HasReturns)
            {
                for (int index = 0; index < _shape.Places; index++)
                {
                    returned += RingCell.StateOf(Volatile.Read(ref Cell(index)->State)) == RingCell.Returned ? 1 : 0;
                }
            }

            GC.KeepAlive(_region);
            return (int)Math.Min(unread, (uint)_shape.Capacity) + returned;
        }
    }

    public bool IsCompleted => Volatile.Read(ref _header->Completion) != 0;

    /// <summary>Whether a reader might find something: a hint.</summary>
    public bool MayHaveItem
    {
        get
        {
            ulong head = Volatile.Read(ref _header->Head);
            return HasReturns || Volatile.Read(ref CellAt(head)->State) == RingCell.Word(head >> _lapShift, RingCell.Full);
        }
    }

    /// <summary>Whether a writer might find room: a hint.</summary>
    public bool MayHaveRoom
    {
        get
        {
            ulong head = Volatile.Read(ref _header->Head);
            ulong tail = Volatile.Read(ref _header->Tail);
            return tail - head < (uint)_shape.Capacity
                && Volatile.Read(ref CellAt(tail)->State) == RingCell.Word(tail >> _lapShift, RingCell.Empty);
        }
    }

    private bool HasReturns => Volatile.Read(ref _header->ReturnTicket) != Volatile.Read(ref _header->ReturnsFound);

    /// <summary>Claims the next place for an item of this process.</summary>
    /// <returns><c>false</c> when the queue is full.</returns>
    public bool TryClaim(out ulong position)
    {
        for (int step = 0; step < MaxSteps; step++)
        {
            // The head first: it is never before the tail that is read after it.
            ulong head = Volatile.Read(ref _header->Head);
            position = Volatile.Read(ref _header->Tail);
            if (position - head >= (uint)_shape.Capacity)
            {
                return false;
            }

            ref long state = ref CellAt(position)->State;
            long word = Volatile.Read(ref state);
            ulong lap = position >> _lapShift;
            if (word == RingCell.Word(lap, RingCell.Empty))
            {
                if (Interlocked.CompareExchange(ref state, RingCell.Word(lap, RingCell.Writing, _owner), word) == word)
                {
                    Interlocked.CompareExchange(ref _header->Tail, position + 1, position);
                    GC.KeepAlive(_region);
                    return true;
                }
            }
            else if (RingCell.LapOf(word) < lap)
            {
                // Still in the hands of a reader of the lap before.
                return false;
            }
            else
            {
                Interlocked.CompareExchange(ref _header->Tail, position + 1, position);
            }
        }

        position = 0;
        return false;
    }

    /// <summary>The place of a claimed position, for an item of that length.</summary>
    public ref byte Data(ulong position, int length)
    {
        RingCell* cell = CellAt(position);
        cell->Length = length;
        cell->Deliveries = 0;
        return ref *_shape.DataOf(_start, IndexOf(position), length);
    }

    /// <summary>The item of a leased position.</summary>
    /// <exception cref="SharedResourceException">Its length is none that was written.</exception>
    public ReadOnlySpan<byte> Data(ulong position)
    {
        int length = Volatile.Read(ref CellAt(position)->Length);
        return (uint)length <= (uint)_shape.MaxItemBytes
            ? new ReadOnlySpan<byte>(_shape.DataOf(_start, IndexOf(position), length), length)
            : throw Spoiled();
    }

    /// <summary>Lets readers see an item. Wakes one.</summary>
    /// <exception cref="SharedResourceException">The place was taken from this process: somebody wrote where he should not.</exception>
    public void Publish(ulong position)
    {
        if (!Change(position, RingCell.Writing, RingCell.Word(position >> _lapShift, RingCell.Full)))
        {
            throw Spoiled();
        }

        Items.WakeOne();
        GC.KeepAlive(_region);
    }

    /// <summary>Gives a claimed place up.</summary>
    public void Discard(ulong position)
    {
        Change(position, RingCell.Writing, RingCell.Word(position >> _lapShift, RingCell.Void));
        Items.WakeAll();
        Settled.WakeAll();
    }

    /// <summary>Takes the next item into the hands of this process: first one that came back, then the oldest.</summary>
    /// <returns><c>false</c> when there is none.</returns>
    public bool TryLease(out ulong position)
    {
        if (HasReturns && TryLeaseReturned(out position))
        {
            return true;
        }

        bool skipped = false;
        for (int step = 0; step < MaxSteps; step++)
        {
            position = Volatile.Read(ref _header->Head);
            ref long state = ref CellAt(position)->State;
            long word = Volatile.Read(ref state);
            ulong lap = position >> _lapShift;
            if (word == RingCell.Word(lap, RingCell.Full))
            {
                if (Interlocked.CompareExchange(ref state, RingCell.Word(lap, RingCell.Leased, _owner), word) == word)
                {
                    Interlocked.CompareExchange(ref _header->Head, position + 1, position);
                    CellAt(position)->Deliveries++;
                    GC.KeepAlive(_region);
                    return true;
                }

                continue;
            }

            if (RingCell.LapOf(word) < lap || (RingCell.LapOf(word) == lap && RingCell.StateOf(word) is RingCell.Empty or RingCell.Writing))
            {
                break;
            }

            skipped |= SkipVoid(ref state, word, lap);
            Interlocked.CompareExchange(ref _header->Head, position + 1, position);
        }

        if (skipped)
        {
            Room.WakeAll();
        }

        GC.KeepAlive(_region);
        position = 0;
        return false;
    }

    /// <summary>How often the leased item was given to a reader, this time included.</summary>
    public int DeliveriesOf(ulong position) => CellAt(position)->Deliveries;

    /// <summary>The item is dealt with: its place is free.</summary>
    /// <returns><c>false</c> when it was not this process's any more.</returns>
    public bool Settle(ulong position)
    {
        if (!Change(position, RingCell.Leased, RingCell.Word((position >> _lapShift) + 1, RingCell.Empty)))
        {
            return false;
        }

        Room.WakeOne();
        if (Volatile.Read(ref _header->Head) == Volatile.Read(ref _header->Tail))
        {
            Settled.WakeAll();
            if (IsCompleted)
            {
                // Those who read may have come to the end.
                Items.WakeAll();
            }
        }

        GC.KeepAlive(_region);
        return true;
    }

    /// <summary>The item was not dealt with: it is given to the next who reads.</summary>
    public void Return(ulong position)
    {
        if (Change(position, RingCell.Leased, RingCell.Word(position >> _lapShift, RingCell.Returned)))
        {
            AnnounceReturns();
        }
    }

    /// <summary>Whether every item that was ever written is dealt with.</summary>
    public bool IsSettled() => IsDrained(ownLeasesCount: true);

    /// <summary>Whether nothing can be read any more: completed, and no item can come any more, nor come back from another process.</summary>
    public bool IsEnded() => Volatile.Read(ref _header->Completion) == QueueHeader.Completed && IsDrained(ownLeasesCount: false);

    /// <summary>Lets nothing be written any more.</summary>
    /// <param name="error">Why, as bytes; none for the regular end.</param>
    /// <returns><c>false</c> when somebody else did so before.</returns>
    public bool TryComplete(ReadOnlySpan<byte> error)
    {
        if (Interlocked.CompareExchange(ref _header->Completion, (_owner << 3) | QueueHeader.Completing, 0) != 0)
        {
            return false;
        }

        error.CopyTo(new Span<byte>(QueueShape.ErrorOf(_start), QueueShape.MaxErrorBytes));
        _header->ErrorLength = error.Length;
        Interlocked.Exchange(ref _header->Completion, QueueHeader.Completed);
        WakeEverybody();
        return true;
    }

    /// <summary>A copy of the error that the queue was completed with; empty when there is none.</summary>
    public byte[] ReadError()
    {
        int length = Volatile.Read(ref _header->ErrorLength);
        byte[] error = (uint)length <= QueueShape.MaxErrorBytes ? new ReadOnlySpan<byte>(QueueShape.ErrorOf(_start), length).ToArray() : [];
        GC.KeepAlive(_region);
        return error;
    }

    /// <summary>Gives back what a dead participant had: its unfinished items are void, those it read and did not acknowledge come back.</summary>
    public void Repair(int slot)
    {
        int owner = slot + 1;
        for (int index = 0; index < _shape.Places; index++)
        {
            ref long state = ref Cell(index)->State;
            long word = Volatile.Read(ref state);
            if (RingCell.OwnerOf(word) == owner)
            {
                long left = RingCell.StateOf(word) == RingCell.Writing ? RingCell.Void : RingCell.Returned;
                Interlocked.CompareExchange(ref state, RingCell.Word(RingCell.LapOf(word), left), word);
            }
        }

        // What nobody will read needs no reader to pass it.
        for (int step = 0; step < _shape.Places; step++)
        {
            ulong head = Volatile.Read(ref _header->Head);
            ref long state = ref CellAt(head)->State;
            if (!SkipVoid(ref state, Volatile.Read(ref state), head >> _lapShift))
            {
                break;
            }

            Interlocked.CompareExchange(ref _header->Head, head + 1, head);
        }

        // It may have died between giving an item back and saying so, or before it woke somebody.
        int completing = (owner << 3) | QueueHeader.Completing;
        Interlocked.CompareExchange(ref _header->Completion, QueueHeader.Completed, completing);
        AnnounceReturns();
        WakeEverybody();
    }

    private SharedResourceException Spoiled()
        => new($"The memory of '{Items.Name}' holds what none of its users writes: a process that shares it is broken.", Items.Name);

    private static bool SkipVoid(ref long state, long word, ulong lap)
    {
        if (word != RingCell.Word(lap, RingCell.Void))
        {
            return false;
        }

        Interlocked.CompareExchange(ref state, RingCell.Word(lap + 1, RingCell.Empty), word);
        return true;
    }

    private void WakeEverybody()
    {
        Items.WakeAll();
        Room.WakeAll();
        Settled.WakeAll();
        GC.KeepAlive(_region);
    }

    private void AnnounceReturns()
    {
        Interlocked.Increment(ref _header->ReturnTicket);
        Items.WakeOne();
        GC.KeepAlive(_region);
    }

    private bool TryLeaseReturned(out ulong position)
    {
        int found = Volatile.Read(ref _header->ReturnsFound);
        int ticket = Volatile.Read(ref _header->ReturnTicket);
        ulong head = Volatile.Read(ref _header->Head);
        for (int step = 0; step < _shape.Places; step++)
        {
            int index = IndexOf(head + (uint)step);
            ref long state = ref Cell(index)->State;
            long word = Volatile.Read(ref state);
            ulong lap = RingCell.LapOf(word);
            if (RingCell.StateOf(word) == RingCell.Returned
                && Interlocked.CompareExchange(ref state, RingCell.Word(lap, RingCell.Leased, _owner), word) == word)
            {
                Cell(index)->Deliveries++;
                position = (lap << _lapShift) | (uint)index;
                return true;
            }
        }

        // All that came back up to the ticket were found; one that came since has a later one.
        Interlocked.CompareExchange(ref _header->ReturnsFound, ticket, found);
        GC.KeepAlive(_region);
        position = 0;
        return false;
    }

    /// <summary>
    /// Whether no place holds an item. An item that was written while the places were looked at would have moved the tail, or stand where the tail is: so
    /// there was a moment at which all were empty.
    /// </summary>
    private bool IsDrained(bool ownLeasesCount)
    {
        ulong tail = Volatile.Read(ref _header->Tail);
        for (int step = 0; step < MaxSteps && !IsFree(tail); step++)
        {
            Interlocked.CompareExchange(ref _header->Tail, tail + 1, tail);
            tail = Volatile.Read(ref _header->Tail);
        }

        for (int index = 0; index < _shape.Places; index++)
        {
            long word = Volatile.Read(ref Cell(index)->State);
            bool isOwnLease = RingCell.StateOf(word) == RingCell.Leased && RingCell.OwnerOf(word) == _owner;
            if (RingCell.StateOf(word) is not (RingCell.Empty or RingCell.Void) && (ownLeasesCount || !isOwnLease))
            {
                return false;
            }
        }

        Interlocked.MemoryBarrier();
        bool drained = Volatile.Read(ref _header->Tail) == tail && IsFree(tail);
        GC.KeepAlive(_region);
        return drained;
    }

    /// <summary>Whether nobody has claimed a position yet.</summary>
    private bool IsFree(ulong position)
    {
        long word = Volatile.Read(ref CellAt(position)->State);
        return RingCell.LapOf(word) < position >> _lapShift || word == RingCell.Word(position >> _lapShift, RingCell.Empty);
    }

    private bool Change(ulong position, long from, long to)
    {
        long word = RingCell.Word(position >> _lapShift, from, _owner);
        return Interlocked.CompareExchange(ref CellAt(position)->State, to, word) == word;
    }

    private int IndexOf(ulong position) => (int)position & (_shape.Places - 1);

    private RingCell* CellAt(ulong position) => Cell(IndexOf(position));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RingCell* Cell(int index) => _shape.CellOf(_start, index);
}
