using System.Diagnostics;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A channel over two byte rings in memory that both processes see.</summary>
/// <remarks>
/// Sending copies the frame into the ring, receiving copies it out into private memory: nothing is decoded in memory that the peer can write. What
/// <see cref="Send"/> finds no room for goes into a backlog that the reader flushes while it waits, so a caller never waits for a busy worker.
/// The reader role may be held by a thread other than the one that sleeps for frames: see <see cref="EnterRead"/>. A word that the peer spoils can
/// cost frames or time, never memory safety; and who must be woken when the peer is dead is woken through private state.
/// </remarks>
internal sealed unsafe class SharedMemoryChannel : FrameChannel
{
    /// <summary>Enough for many small frames; a larger frame goes through in pieces.</summary>
    public const int DefaultCapacity = 1 << 20;

    /// <summary>What is published at once: it stays in the cache, and the peer copies out while the next piece is copied in.</summary>
    private const int MaxPiece = 128 << 10;

    /// <summary>How long a thread sleeps at most while something is under way, should a wake be lost.</summary>
    private const int RecheckMilliseconds = 1000;

    private readonly SharedRegion _region;
    private readonly RingProducer _producer;
    private readonly RingConsumer _consumer;
    private readonly RingFrameReader _frames;
    private readonly SpinPolicy _spin;
    private readonly ReaderRole _role = new();
    private readonly Lock _sendLock = new();
    private readonly SendBacklog _backlog = new();
    private readonly byte[] _header = new byte[FrameHeader.Size];
    private readonly int _urgentReserve;
    private long _queued;
    private long _flushed;
    private volatile bool _sendClosed;
    private volatile bool _readClosed;
    private int _woken;
    private int _framesInBatch;
    private bool _readEnded;

    private SharedMemoryChannel(SharedRegion region, bool isFirst, int capacity, int maxPayload, TimeSpan spinBudget)
    {
        _region = region;
        _urgentReserve = capacity / 16;
        var ring1 = (RingHeader*)region.Start;
        var ring2 = (RingHeader*)(region.Start + RingHeader.Size + capacity);
        _producer = new RingProducer(region, isFirst ? ring1 : ring2, capacity);
        _consumer = isFirst ? new RingConsumer(region, ring2, ring1, capacity) : new RingConsumer(region, ring1, ring2, capacity);
        _frames = new RingFrameReader(_consumer, maxPayload);
        _spin = new SpinPolicy(spinBudget);
        Recorder = new FlightRecorder(region, (byte*)ring2 + RingHeader.RecorderOffset);
        if (isFirst)
        {
            Recorder.Initialize();
        }
    }

    /// <summary>The processor the peer ran on when it sent last, plus one; 0 when that is not known.</summary>
    public override int PeerCpu => _consumer.PeerCpu;

    public override FlightRecorder Recorder { get; }

    /// <summary>Makes the memory of a channel and its first end.</summary>
    /// <param name="maxPayload">The largest payload that is accepted, in bytes.</param>
    /// <param name="spinBudget">How long a reader polls before it sleeps.</param>
    /// <param name="descriptor">What the other end needs for <see cref="Open"/>. The caller owns it.</param>
    /// <param name="capacity">The bytes each ring holds, a power of two.</param>
    /// <exception cref="NativeException">The system has no such memory to give.</exception>
    public static SharedMemoryChannel Create(
        int maxPayload, TimeSpan spinBudget, out FileDescriptor descriptor, int capacity = DefaultCapacity)
        => new(SharedRegion.Create(SizeOf(capacity), out descriptor), isFirst: true, capacity, maxPayload, spinBudget);

    /// <summary>Makes the other end.</summary>
    /// <param name="descriptor">What <see cref="Create"/> gave. Stays the caller's.</param>
    /// <param name="maxPayload">The largest payload that is accepted, in bytes.</param>
    /// <param name="spinBudget">How long a reader polls before it sleeps.</param>
    /// <param name="capacity">The capacity the channel was made with.</param>
    /// <exception cref="IOException">The memory cannot be mapped.</exception>
    /// <exception cref="InvalidDataException">It is not that of a channel.</exception>
    public static SharedMemoryChannel Open(
        FileDescriptor descriptor, int maxPayload, TimeSpan spinBudget, int capacity = DefaultCapacity)
        => new(SharedRegion.Open(descriptor, SizeOf(capacity)), isFirst: false, capacity, maxPayload, spinBudget);

    public override bool Send(in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent = false)
    {
        if (!Begin(header, payload, urgent, out long backlogEnd))
        {
            return false;
        }

        if (backlogEnd > 0)
        {
            // The reader may be sleeping for frames only; from now on it must wait for room as well.
            Wake();
        }

        return true;
    }

    public override bool SendBlocking(in FrameHeader header, ReadOnlySpan<byte> payload)
        => Begin(header, payload, urgent: false, out long backlogEnd) && (backlogEnd == 0 || WaitUntilFlushed(backlogEnd));

    public override ReadStatus TryRead(out Frame frame)
    {
        if (_readClosed)
        {
            frame = default;
            return ReadStatus.Closed;
        }

        try
        {
            // In this order: what the peer sent before it closed is there when the flag is.
            bool closed = _consumer.PeerClosed;
            if (_frames.TryRead(out frame))
            {
                _framesInBatch++;
                return ReadStatus.Frame;
            }

            if (_producer.IsBroken)
            {
                throw new ProtocolViolationException("a ring position that cannot be");
            }

            _readEnded = closed;
            return closed ? ReadStatus.Closed : ReadStatus.Empty;
        }
        catch (ProtocolViolationException)
        {
            _readEnded = true;
            throw;
        }
    }

    public override ReadStatus Read(out Frame frame)
    {
        while (true)
        {
            ReadStatus status = TryRead(out frame);
            if (status != ReadStatus.Empty)
            {
                return status;
            }

            if (Interlocked.Exchange(ref _woken, 0) != 0)
            {
                return ReadStatus.Empty;
            }

            if (!Spin())
            {
                Sleep();
            }
        }
    }

    public override bool TryEnterRead()
    {
        if (!_role.TryTake())
        {
            return false;
        }

        // Before the frame is sent that is waited for: its answer shall not wake the thread that sleeps in EnterRead.
        _consumer.Renounce();
        return true;
    }

    public override void EnterRead(bool expectsFrames)
    {
        while (true)
        {
            // In this order: a wake that comes while the role is looked at ends the sleep below.
            int ticket = _consumer.TakeTicket();
            if (_role.TryTake())
            {
                bool woken = Interlocked.Exchange(ref _woken, 0) != 0;
                if (woken || HasWork() || !TryExitRead(expectsFrames))
                {
                    _consumer.Renounce();
                    return;
                }
            }

            // Who holds the role announces this sleep when it gives the role up; to announce it here would have each answer that is
            // polled for wake this thread.
            SleepOrFlush(ticket, expectsFrames ? RecheckMilliseconds : Futex.Infinite);
        }
    }

    public override bool TryExitRead(bool expectsFrames)
    {
        _consumer.Release();
        _consumer.Announce();
        if (!_readEnded && _frames.HasWork)
        {
            _consumer.Renounce();
            return false;
        }

        _role.Release();
        if (Volatile.Read(ref _woken) != 0)
        {
            // Its wake met the role while it was held here.
            _consumer.Ring();
            return true;
        }

        // A frame that came in between took the announcement down, and its wake may have met the role: read on, unless somebody else does.
        if (_consumer.IsAnnounced || !_role.TryTake())
        {
            return true;
        }

        _consumer.Renounce();
        return false;
    }

    public override void Expect()
    {
        // A thread in EnterRead always waits for frames.
    }

    /// <summary>Sends of the backlog what there is room for.</summary>
    /// <returns>Whether the backlog is empty.</returns>
    private bool TryFlush()
    {
        if (Volatile.Read(ref _queued) == Volatile.Read(ref _flushed))
        {
            return true;
        }

        lock (_sendLock)
        {
            while (!_backlog.IsEmpty)
            {
                ReadOnlySpan<byte> pending = _backlog.Pending;
                int sent = WriteWhatFits(pending);
                if (sent == 0)
                {
                    return false;
                }

                _backlog.Advance(sent);
                Volatile.Write(ref _flushed, _flushed + sent);
            }

            return true;
        }
    }

    public override void Wake()
    {
        Interlocked.Exchange(ref _woken, 1);
        _consumer.Ring();
    }

    public override void CloseRead()
    {
        _readClosed = true;
        Wake();
    }

    public override void Close()
    {
        lock (_sendLock)
        {
            _sendClosed = true;
            _backlog.Clear();
            _flushed = _queued;
            _producer.Close();
        }

        _producer.WakeSenders();
        CloseRead();
    }

    public override void Dispose()
    {
        Close();
        _frames.Dispose();
        _region.Dispose();
    }

    private static nuint SizeOf(int capacity) => 2 * (nuint)(RingHeader.Size + capacity);

    /// <summary>Sends what there is room for and puts the rest into the backlog.</summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="payload">The frame's payload.</param>
    /// <param name="urgent">Whether the frame may use the room that is kept for such frames.</param>
    /// <param name="backlogEnd">The count of queued bytes at the end of this frame, or 0 when all of it was sent.</param>
    private bool Begin(in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent, out long backlogEnd)
    {
        lock (_sendLock)
        {
            backlogEnd = 0;
            if (_sendClosed)
            {
                return false;
            }

            header.Write(_header);
            ReadOnlySpan<byte> first = _header;
            if (_backlog.IsEmpty)
            {
                int size = first.Length + payload.Length;
                int wanted = urgent ? size : size + _urgentReserve;
                if (size <= MaxPiece && _producer.FreeSpace(wanted) >= wanted)
                {
                    _producer.Write(first);
                    _producer.Write(payload);
                    _producer.Publish();
                    return true;
                }

                if (_producer.FreeSpace(first.Length) >= first.Length)
                {
                    // Published with the first piece of the payload.
                    _producer.Write(first);
                    first = default;
                    payload = payload[WriteWhatFits(payload)..];
                    if (payload.IsEmpty)
                    {
                        _producer.Publish();
                        return true;
                    }
                }
            }

            _backlog.Append(first);
            _backlog.Append(payload);
            Volatile.Write(ref _queued, _queued + first.Length + payload.Length);
            backlogEnd = _queued;
            return true;
        }
    }

    private int WriteWhatFits(ReadOnlySpan<byte> bytes)
    {
        int written = 0;
        while (written < bytes.Length)
        {
            int wanted = Math.Min(bytes.Length - written, MaxPiece);
            int piece = Math.Min(wanted, _producer.FreeSpace(wanted));
            if (piece == 0)
            {
                break;
            }

            _producer.Write(bytes.Slice(written, piece));
            _producer.Publish();
            written += piece;
        }

        return written;
    }

    private bool WaitUntilFlushed(long backlogEnd)
    {
        while (true)
        {
            int ticket = _producer.AnnounceSender();
            TryFlush();
            if (Volatile.Read(ref _flushed) >= backlogEnd)
            {
                return !_sendClosed;
            }

            if (_sendClosed)
            {
                return false;
            }

            // Tied to the peer's life: its end closes the channel, which wakes.
            _producer.AwaitSpace(ticket, RecheckMilliseconds);
        }
    }

    /// <summary>Polls for a frame for a moment, if that promises anything.</summary>
    private bool Spin()
    {
        bool burst = _framesInBatch > 2;
        _framesInBatch = 0;
        if (burst || !_spin.TryBegin(_consumer.PeerCpu, out long end))
        {
            return false;
        }

        do
        {
            for (int i = 0; i < SpinPolicy.LooksPerTick; i++)
            {
                if (HasWork())
                {
                    _spin.Succeed();
                    return true;
                }

                SpinPolicy.Pause();
            }
        }
        while (Stopwatch.GetTimestamp() < end);

        _spin.Fail();
        return false;
    }

    /// <summary>For the one thread that reads all the time: sleeps until there is something for it to do.</summary>
    private void Sleep()
    {
        _consumer.Release();
        int ticket = _consumer.TakeTicket();
        _consumer.Announce();
        if (!HasWork())
        {
            SleepOrFlush(ticket, Futex.Infinite);
        }

        _consumer.Renounce();
    }

    private void SleepOrFlush(int ticket, int timeoutMilliseconds)
    {
        bool flushed = TryFlush();
        if (!flushed)
        {
            // Announced, then looked at once more: of this side and the peer that makes room, at least one sees the other.
            _producer.RequestFlushWake();
            flushed = TryFlush();
        }

        _consumer.Sleep(ticket, flushed ? timeoutMilliseconds : RecheckMilliseconds);
    }

    /// <summary>Whether there is something to do for a reader: bytes, a wake, an end.</summary>
    private bool HasWork()
        => _frames.HasWork || Volatile.Read(ref _woken) != 0 || _readClosed || _producer.IsBroken || _consumer.PeerClosed;
}
