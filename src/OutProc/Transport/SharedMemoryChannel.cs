using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A channel over two byte rings in memory that both processes see.</summary>
/// <remarks>
/// Sending copies the frame into the ring, receiving copies it out into private memory: nothing is decoded in memory that the peer can write. What
/// is sent and finds no room waits in a queue that the reader moves on while it waits itself, so a caller never waits for a busy worker.
/// The reader role may be held by a thread other than the one that sleeps for frames: see <see cref="EnterRead"/>. A word that the peer spoils can
/// cost frames or time, never memory safety; and who must be woken when the peer is dead is woken through private state.
/// </remarks>
internal sealed unsafe class SharedMemoryChannel : FrameChannel
{
    /// <summary>Enough for many small frames; a larger frame goes through in pieces.</summary>
    public const int DefaultCapacity = 1 << 20;

    /// <summary>The part of the ring that bulk leaves to other frames, and all others to urgent ones: a sixteenth each.</summary>
    private const int ReserveShift = 4;

    /// <summary>How long a thread sleeps at most while something is under way, should a wake be lost.</summary>
    private const int RecheckMicroseconds = 1_000_000;

    private readonly SharedRegion _region;
    private readonly RingProducer _producer;
    private readonly RingConsumer _consumer;
    private readonly RingFrameReader _frames;
    private readonly SpinPolicy _spin;
    private readonly ReaderRole _role = new();
    private readonly SpinPolicy _roomSpin;
    private readonly int _reserve;
    private volatile bool _readClosed;
    private int _pollsForRoom;
    private int _woken;
    private int _framesInBatch;
    private bool _readEnded;

    /// <summary>Not 0 while the loop waits for the reader role that the standby has.</summary>
    private int _wantedBack;
    private readonly AutoResetEvent _givenBack = new(false);
    private volatile bool _standbyEnds;

    private SharedMemoryChannel(SharedRegion region, bool isFirst, int capacity, int maxPayload, TimeSpan spinBudget)
        : base(MaxFrame(capacity))
    {
        _region = region;
        _reserve = capacity >> ReserveShift;
        var ring1 = (RingHeader*)region.Start;
        var ring2 = (RingHeader*)(region.Start + RingHeader.Size + capacity);
        _producer = new RingProducer(region, isFirst ? ring1 : ring2, capacity);
        _consumer = isFirst ? new RingConsumer(region, ring2, ring1, capacity) : new RingConsumer(region, ring1, ring2, capacity);
        _frames = new RingFrameReader(_consumer, maxPayload);
        _spin = new SpinPolicy(spinBudget);

        // Longer than for a frame: a reader that has to be woken first makes room only after that, and to give up means to hand the message over to
        // another thread, which costs two more wakes.
        _roomSpin = new SpinPolicy(4 * spinBudget);
        Recorder = new FlightRecorder(region, (byte*)ring2 + RingHeader.RecorderOffset);
        if (isFirst)
        {
            Recorder.Initialize();
        }
    }

    public override long BytesReceived => _consumer.Position;

    /// <summary>The processor the peer ran on when it sent last, plus one; 0 when that is not known.</summary>
    public override int PeerCpu => _consumer.PeerCpu;

    public override FlightRecorder Recorder { get; }

    public override SpinPolicy Spin => _spin;

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

    public override void HoldWakes() => _producer.HoldWakes();

    public override void ReleaseWakes() => _producer.ReleaseWakes();

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
                if (frame.CameInChunks)
                {
                    // What is read next may take long to come: others shall see the room now.
                    _consumer.Release();
                }

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

            if (!TrySpin())
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
            SleepOrFlush(ticket, expectsFrames ? RecheckMicroseconds : Futex.Infinite);
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

    public override void LeaveRead()
    {
        _consumer.Release();
        _role.Release();
        if (Volatile.Read(ref _woken) != 0)
        {
            // Its wake met the role while it was held here.
            _consumer.Ring();
        }
    }

    public override int TakeTicket() => _consumer.TakeTicket();

    public override bool Watch(int ticket, int microseconds)
    {
        if (Volatile.Read(ref _woken) == 0)
        {
            SleepOrFlush(ticket, microseconds);
        }

        return Volatile.Read(ref _woken) != 0 || _consumer.TakeTicket() != ticket;
    }

    public override bool HasStandby => true;

    public override void LeaveToStandby()
    {
        // A full fence, then the look: of this thread that frees the role and looks for urgent frames, and the standby that was woken for one
        // and looks for the role, at least one sees the other.
        _role.Release();
        if (_consumer.HasUrgent)
        {
            _consumer.RingStandby();
        }
    }

    public override void TakeBack()
    {
        while (!_role.TryTake())
        {
            // Announced, then tried once more; the standby frees the role, then looks.
            Interlocked.Exchange(ref _wantedBack, 1);
            if (_role.TryTake())
            {
                break;
            }

            _givenBack.WaitOne(RecheckMicroseconds / 1000);
        }

        Volatile.Write(ref _wantedBack, 0);
    }

    public override bool AwaitUrgent()
    {
        while (!_standbyEnds)
        {
            int ticket = _consumer.TakeStandbyTicket();
            _consumer.AnnounceStandby();
            if (_consumer.HasUrgent && _role.TryTake())
            {
                return true;
            }

            if (!_standbyEnds)
            {
                _consumer.SleepOnStandby(ticket);
            }
        }

        return false;
    }

    public override void LeaveStandby()
    {
        _consumer.Release();
        _role.Release();
        if (Volatile.Read(ref _wantedBack) != 0)
        {
            _givenBack.Set();
        }
    }

    public override void EndStandby()
    {
        _standbyEnds = true;
        _consumer.RingStandby();
    }

    public override void Expect()
    {
        // A thread in EnterRead always waits for frames.
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
        CloseSends();
        _producer.Close();
        _producer.WakeSenders();
        CloseRead();
    }

    public override void Dispose()
    {
        Close();
        _givenBack.Dispose();
        _frames.Dispose();
        _region.Dispose();
    }

    /// <remarks>
    /// A frame goes in whole or not at all, so that another one can always come next, and none is larger than an eighth of the ring, so that both sides
    /// copy at the same time.
    /// </remarks>
    internal override IoStatus TryWrite(
        in FrameHeader header, ReadOnlySpan<byte> payload, SendPriority priority, FileDescriptor? attachment = null)
    {
        int size = FrameHeader.Size + payload.Length;
        int wanted = size + ((SendPriority.Urgent - priority) * _reserve);
        if (_producer.FreeSpace(wanted) < wanted)
        {
            return IoStatus.WouldBlock;
        }

        Span<byte> first = stackalloc byte[FrameHeader.Size];
        header.Write(first);
        _producer.Write(first);
        _producer.Write(payload);
        if (priority == SendPriority.Urgent)
        {
            _producer.PublishUrgent();
        }
        else
        {
            _producer.Publish();
        }

        return IoStatus.Done;
    }

    protected override int AnnounceWait() => _producer.AnnounceSender();

    // Tied to the peer's life: its end closes the channel, which wakes.
    protected override void AwaitRoom(int ticket) => _producer.AwaitSpace(ticket, RecheckMicroseconds);

    protected override bool AwaitRoomBriefly()
    {
        // One thread polls; who sends beside it sleeps.
        if (Interlocked.Exchange(ref _pollsForRoom, 1) != 0)
        {
            return false;
        }

        try
        {
            return _roomSpin.Poll(
                _consumer.PeerCpu, this, static channel => channel._producer.MayHaveRoom(ProtocolConstants.MaxChunk + (2 * channel._reserve)));
        }
        finally
        {
            Volatile.Write(ref _pollsForRoom, 0);
        }
    }

    private static int MaxFrame(int capacity) => Math.Min(capacity / 8, ProtocolConstants.MaxChunk) - FrameHeader.Size;

    private static nuint SizeOf(int capacity) => 2 * (nuint)(RingHeader.Size + capacity);

    /// <summary>Polls for a frame for a moment, if that promises anything.</summary>
    private bool TrySpin()
    {
        bool burst = _framesInBatch > 2;
        _framesInBatch = 0;
        return !burst && _spin.Poll(_consumer.PeerCpu, this, static channel => channel.HasWork());
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

    private void SleepOrFlush(int ticket, int timeoutMicroseconds)
    {
        bool flushed = Pump();
        if (!flushed)
        {
            // Announced, then looked at once more: of this side and the peer that makes room, at least one sees the other.
            _producer.RequestFlushWake();
            flushed = Pump();
        }

        _consumer.Sleep(ticket, flushed || (uint)timeoutMicroseconds < RecheckMicroseconds ? timeoutMicroseconds : RecheckMicroseconds);
    }

    /// <summary>Whether there is something to do for a reader: bytes, a wake, an end.</summary>
    private bool HasWork()
        => _frames.HasWork || Volatile.Read(ref _woken) != 0 || _readClosed || _producer.IsBroken || _consumer.PeerClosed;
}
