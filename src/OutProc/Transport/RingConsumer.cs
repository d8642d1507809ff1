using System.Runtime.CompilerServices;
using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>The reading end of a byte ring.</summary>
/// <remarks>Used by the holder of the reader role, but for <see cref="Ring"/>. What the peer wrote is checked before use.</remarks>
internal sealed unsafe class RingConsumer
{
    private readonly SharedRegion _region;
    private readonly RingHeader* _ring;
    private readonly RingHeader* _opposite;
    private readonly byte* _data;
    private readonly int _capacity;
    private ulong _head;
    private ulong _tail;
    private ulong _released;

    /// <param name="region">The region that holds the ring. Kept alive.</param>
    /// <param name="ring">The ring's header; its data follows.</param>
    /// <param name="opposite">The header of the ring of the other direction.</param>
    /// <param name="capacity">The size of the data, a power of two.</param>
    public RingConsumer(SharedRegion region, RingHeader* ring, RingHeader* opposite, int capacity)
    {
        _region = region;
        _ring = ring;
        _opposite = opposite;
        _data = (byte*)ring + RingHeader.Size;
        _capacity = capacity;
    }

    /// <summary>Whether the peer has said that nothing follows. Look for data once more after it was seen.</summary>
    public bool PeerClosed => Volatile.Read(ref _ring->Closed) != 0;

    /// <summary>The processor the peer ran on when it published last, plus one; 0 when that is not known.</summary>
    public int PeerCpu => Volatile.Read(ref _ring->ProducerCpu);

    /// <summary>The bytes read so far.</summary>
    public long Position => (long)_head;

    /// <summary>The bytes that can be read now.</summary>
    /// <exception cref="ProtocolViolationException">The peer's position is one that cannot be.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Available()
    {
        if (_tail == _head)
        {
            Refresh();
        }

        return (int)(_tail - _head);
    }

    /// <summary>Whether the producer has published more than <see cref="Available"/> has told of. Never throws.</summary>
    public bool HasNews => Volatile.Read(ref _ring->Tail) != _tail;

    /// <summary>The bytes that <see cref="Available"/> has told of and that were not read.</summary>
    public int Known => (int)(_tail - _head);

    /// <summary>Looks at the producer's word.</summary>
    /// <exception cref="ProtocolViolationException">The peer's position is one that cannot be.</exception>
    public void Refresh()
    {
        ulong tail = Volatile.Read(ref _ring->Tail);
        if (tail < _tail || tail - _head > (uint)_capacity)
        {
            throw new ProtocolViolationException($"a ring position of {tail}, where {_head} was read and the ring holds {_capacity} bytes");
        }

        _tail = tail;
    }

    /// <summary>Copies bytes out. They must be available.</summary>
    public void Read(Span<byte> destination)
    {
        int offset = (int)(_head & (uint)(_capacity - 1));
        int first = Math.Min(destination.Length, _capacity - offset);
        new ReadOnlySpan<byte>(_data + offset, first).CopyTo(destination);
        new ReadOnlySpan<byte>(_data, destination.Length - first).CopyTo(destination[first..]);
        _head += (uint)destination.Length;

        // The producer sees the room in steps, so that a small frame costs no fence here. It never waits for more than an eighth. One that sleeps
        // is woken when half of what is known to be there is read: by the time it is awake there is much for it to do, and still much to read here.
        if (_head - _released >= (uint)_capacity / 8)
        {
            Release(_tail - _head <= (uint)_capacity / 2);
        }
    }

    /// <summary>Lets the producer see all the room.</summary>
    /// <param name="wakes">Whether to wake who waits for it. To be done in any case before this side stops reading.</param>
    public void Release(bool wakes = true)
    {
        if (_released != _head)
        {
            _released = _head;
            Volatile.Write(ref _ring->Head, _head);
            Interlocked.MemoryBarrier();
        }

        if (wakes && Volatile.Read(ref _ring->SpaceWanted) != 0)
        {
            WakeProducer();
        }
    }

    /// <summary>Whether an urgent frame is there that was not read. Any thread; may say so for one that is being read just now.</summary>
    public bool HasUrgent => Volatile.Read(ref _ring->UrgentEnd) > Volatile.Read(ref _head);

    /// <summary>The word's value for <see cref="SleepOnStandby"/>: a wake after this moment ends the sleep.</summary>
    public int TakeStandbyTicket() => Volatile.Read(ref _ring->StandbyWord);

    /// <summary>Announces that the standby sleeps, or is about to, so that the next urgent frame wakes it. Ends with a full fence.</summary>
    public void AnnounceStandby() => Interlocked.Exchange(ref _ring->StandbyWaits, 1);

    /// <summary>Sleeps until the word has changed since <paramref name="ticket"/>. May return for nothing.</summary>
    public void SleepOnStandby(int ticket)
    {
        Futex.Wait(&_ring->StandbyWord, ticket, Futex.Infinite);
        GC.KeepAlive(_region);
    }

    /// <summary>Wakes this side's standby. Any thread; depends on nothing that the peer could have written.</summary>
    public void RingStandby()
    {
        Interlocked.Increment(ref _ring->StandbyWord);
        Futex.WakeAll(&_ring->StandbyWord);
        GC.KeepAlive(_region);
    }

    /// <summary>The word's value for <see cref="Sleep"/>: a wake after this moment ends the sleep.</summary>
    public int TakeTicket() => Volatile.Read(ref _ring->DataWord);

    /// <summary>Announces that a reader sleeps, or is about to, so that the next frame wakes it. Ends with a full fence.</summary>
    public void Announce() => Interlocked.Exchange(ref _ring->ReaderWaits, 1);

    /// <summary>Whether the last <see cref="Announce"/> still stands; the producer takes it down when it wakes.</summary>
    public bool IsAnnounced => Volatile.Read(ref _ring->ReaderWaits) != 0;

    /// <summary>Takes the announcement back.</summary>
    public void Renounce() => Interlocked.Exchange(ref _ring->ReaderWaits, 0);

    /// <summary>Sleeps until the word has changed since <paramref name="ticket"/> or the time is over. May return for nothing.</summary>
    public void Sleep(int ticket, int timeoutMicroseconds)
    {
        Futex.Wait(&_ring->DataWord, ticket, timeoutMicroseconds);
        GC.KeepAlive(_region);
    }

    /// <summary>Wakes this side's reader. Any thread; depends on nothing that the peer could have written.</summary>
    public void Ring()
    {
        Interlocked.Increment(ref _ring->DataWord);
        Futex.WakeAll(&_ring->DataWord);
        GC.KeepAlive(_region);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeProducer()
    {
        int waiting = Interlocked.Exchange(ref _ring->SpaceWanted, 0);
        if ((waiting & RingHeader.SenderWaits) != 0)
        {
            Interlocked.Increment(ref _ring->SpaceWord);
            Futex.WakeAll(&_ring->SpaceWord);
        }

        if ((waiting & RingHeader.ReaderFlushes) != 0)
        {
            Interlocked.Increment(ref _opposite->DataWord);
            Futex.WakeAll(&_opposite->DataWord);
        }

        GC.KeepAlive(_region);
    }
}
