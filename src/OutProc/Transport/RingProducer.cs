using System.Runtime.CompilerServices;
using OutProc.Interop;

namespace OutProc.Transport;

/// <summary>The writing end of a byte ring.</summary>
/// <remarks>Not thread-safe: used under the channel's send lock, but for what says otherwise. What the peer wrote is checked before use.</remarks>
internal sealed unsafe class RingProducer
{
    private readonly SharedRegion _region;
    private readonly RingHeader* _ring;
    private readonly byte* _data;
    private readonly int _capacity;
    private ulong _tail;
    private ulong _head;
    private int _holds;

    /// <param name="region">The region that holds the ring. Kept alive.</param>
    /// <param name="ring">The ring's header; its data follows.</param>
    /// <param name="capacity">The size of the data, a power of two.</param>
    public RingProducer(SharedRegion region, RingHeader* ring, int capacity)
    {
        _region = region;
        _ring = ring;
        _data = (byte*)ring + RingHeader.Size;
        _capacity = capacity;
    }

    /// <summary>Whether the peer's position was one that cannot be. Nothing more can be sent then.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The bytes that can be written now; looks at the peer's word only when fewer are known than <paramref name="wanted"/>.</summary>
    public int FreeSpace(int wanted)
    {
        int free = _capacity - (int)(_tail - _head);
        return free >= wanted ? free : Refresh();
    }

    /// <summary>Whether there may be so much room. Any thread; only a hint, for who polls.</summary>
    public bool MayHaveRoom(int wanted) => !IsBroken && _capacity - (int)(_tail - Volatile.Read(ref _ring->Head)) >= Math.Min(wanted, _capacity / 2);

    /// <summary>Copies bytes in, behind what is published. There must be room.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        int offset = (int)(_tail & (uint)(_capacity - 1));
        int first = Math.Min(bytes.Length, _capacity - offset);
        bytes[..first].CopyTo(new Span<byte>(_data + offset, first));
        bytes[first..].CopyTo(new Span<byte>(_data, bytes.Length - first));
        _tail += (uint)bytes.Length;
    }

    /// <summary>Lets the peer see what was written, and wakes its reader if that sleeps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish()
    {
        _ring->ProducerCpu = LibC.CurrentCpu() + 1;
        Volatile.Write(ref _ring->Tail, _tail);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _ring->ReaderWaits) != 0 && Volatile.Read(ref _holds) == 0)
        {
            WakeReader();
        }
    }

    /// <summary>Lets what is published from now on wake nobody. Any thread; <see cref="ReleaseWakes"/> must follow soon.</summary>
    public void HoldWakes() => Interlocked.Increment(ref _holds);

    /// <summary>Wakes the peer's reader for what was published meanwhile, by whomever.</summary>
    public void ReleaseWakes()
    {
        // In this order, with the full fence between: of this thread and one that publishes and finds wakes held, at least one sees the other.
        if (Interlocked.Decrement(ref _holds) == 0 && Volatile.Read(ref _ring->ReaderWaits) != 0)
        {
            WakeReader();
        }
    }

    /// <summary>As <see cref="Publish"/>, and wakes the peer's standby: its reader may be busy with something that waits for this.</summary>
    public void PublishUrgent()
    {
        Volatile.Write(ref _ring->UrgentEnd, _tail);
        Publish();
        if (Volatile.Read(ref _ring->StandbyWaits) != 0 && Interlocked.Exchange(ref _ring->StandbyWaits, 0) != 0)
        {
            Interlocked.Increment(ref _ring->StandbyWord);
            Futex.WakeAll(&_ring->StandbyWord);
        }

        GC.KeepAlive(_region);
    }

    /// <summary>Says that nothing will follow, and wakes the peer's reader.</summary>
    public void Close()
    {
        Interlocked.Exchange(ref _ring->Closed, 1);
        WakeReader();
    }

    /// <summary>Asks the peer to wake this side's reader when it has made room.</summary>
    public void RequestFlushWake() => Interlocked.Or(ref _ring->SpaceWanted, RingHeader.ReaderFlushes);

    /// <summary>Announces that a sender is about to sleep until there is room. Any thread; it looks for room once more afterwards.</summary>
    /// <returns>The word's value for <see cref="AwaitSpace"/>.</returns>
    public int AnnounceSender()
    {
        int ticket = Volatile.Read(ref _ring->SpaceWord);
        Interlocked.Or(ref _ring->SpaceWanted, RingHeader.SenderWaits);
        return ticket;
    }

    /// <summary>Sleeps until the word has changed since <paramref name="ticket"/> or the time is over. Any thread; may return for nothing.</summary>
    public void AwaitSpace(int ticket, int timeoutMicroseconds)
    {
        Futex.Wait(&_ring->SpaceWord, ticket, timeoutMicroseconds);
        GC.KeepAlive(_region);
    }

    /// <summary>Wakes the senders of this side that wait for room.</summary>
    public void WakeSenders()
    {
        Interlocked.Increment(ref _ring->SpaceWord);
        Futex.WakeAll(&_ring->SpaceWord);
        GC.KeepAlive(_region);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Refresh()
    {
        ulong head = Volatile.Read(ref _ring->Head);

        // Positions only grow, and the consumer cannot have taken what was never written.
        if (IsBroken || head < _head || head > _tail)
        {
            IsBroken = true;
            return 0;
        }

        _head = head;
        return _capacity - (int)(_tail - head);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeReader()
    {
        if (Interlocked.Exchange(ref _ring->ReaderWaits, 0) != 0)
        {
            Interlocked.Increment(ref _ring->DataWord);
            Futex.WakeAll(&_ring->DataWord);
        }

        GC.KeepAlive(_region);
    }
}
