using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>A channel over one end of a stream socketpair: the portable channel, and the oracle of the others in tests.</summary>
/// <remarks>
/// Only plain <c>recv</c>, <c>sendmsg</c> and <c>poll</c>: asynchronous sockets cost twice the CPU per call. Disposing comes after the last
/// read and the last send: the sessions above see to that.
/// </remarks>
internal sealed class SocketChannel : ExclusiveReadChannel
{
    /// <summary>The most that is kept of a frame of which a part has left.</summary>
    private const int MaxPart = ProtocolConstants.MaxChunk;

    private readonly UnixSocket _socket;
    private readonly EventDescriptor _wake = new();
    private readonly FrameAssembler _assembler;
    private readonly Lock _wakeLock = new();
    private readonly byte[] _header = new byte[FrameHeader.Size];
    private byte[] _rest = [];
    private int _restStart;
    private volatile int _restEnd;
    private bool _disposed;

    /// <param name="socket">The end. The channel owns it.</param>
    /// <param name="maxPayload">The largest payload that is accepted, in bytes.</param>
    /// <param name="acceptDescriptors">Whether the peer may send descriptors along with frames.</param>
    public SocketChannel(UnixSocket socket, int maxPayload, bool acceptDescriptors = false)
        : base(ProtocolConstants.MaxChunk - FrameHeader.Size)
    {
        _socket = socket;
        _assembler = new FrameAssembler(socket, maxPayload, acceptDescriptors);
    }

    /// <summary>The socket's descriptor, for whoever polls many channels at once.</summary>
    public UnixSocket Socket => _socket;

    /// <summary>Set when a send has left something behind, or by <see cref="Wake"/>; for whoever polls many channels at once.</summary>
    public EventDescriptor WakeEvent => _wake;

    /// <summary>Sends a frame of any size with a copy of a descriptor attached. Only for the handshake, when nobody else sends.</summary>
    /// <returns><c>false</c> when the channel is closed.</returns>
    public bool SendWithDescriptor(in FrameHeader header, ReadOnlySpan<byte> payload, FileDescriptor descriptor)
    {
        (header with { HasDescriptor = true }).Write(_header);
        return _socket.SendAll(_header, payload, descriptor);
    }

    public override ReadStatus TryRead(out Frame frame) => _assembler.TryRead(out frame);

    public override ReadStatus Read(out Frame frame)
    {
        while (true)
        {
            ReadStatus status = _assembler.TryRead(out frame);
            if (status != ReadStatus.Empty)
            {
                return status;
            }

            if (Await())
            {
                return ReadStatus.Empty;
            }
        }
    }

    /// <summary>Sends what there is room for.</summary>
    /// <returns>Whether nothing waits for room.</returns>
    public bool TryFlush() => Pump();

    public override void Wake()
    {
        Expect();

        // Whoever wakes does not own the channel: the reader may have been woken by something else and have disposed it.
        lock (_wakeLock)
        {
            if (!_disposed)
            {
                _wake.Set();
            }
        }
    }

    public override void CloseRead() => _socket.ShutdownReceive();

    public override void Close()
    {
        CloseSends();
        _socket.Shutdown();
        Wake();
    }

    public override void Dispose()
    {
        CloseSends();
        _socket.Dispose();
        lock (_wakeLock)
        {
            _disposed = true;
            _wake.Dispose();
        }

        _assembler.Dispose();
    }

    public override bool HasRest => _restEnd > 0;

    /// <remarks>A frame is taken whole as soon as a part of it has left: the rest is kept here, where nobody can change it.</remarks>
    internal override IoStatus TryWrite(
        in FrameHeader header, ReadOnlySpan<byte> payload, SendPriority priority, FileDescriptor? attachment = null)
    {
        IoStatus status = WriteRest();
        if (status != IoStatus.Done)
        {
            return status;
        }

        header.Write(_header);
        status = _socket.TrySend(_header, payload, attachment, out int sent);
        if (status == IoStatus.Done && sent < FrameHeader.Size + payload.Length)
        {
            if (_rest.Length == 0)
            {
                _rest = GC.AllocateUninitializedArray<byte>(MaxPart);
            }

            int ofHeader = Math.Min(sent, FrameHeader.Size);
            _header.AsSpan(ofHeader).CopyTo(_rest);
            payload = payload[(sent - ofHeader)..];
            payload.CopyTo(_rest.AsSpan(FrameHeader.Size - ofHeader));
            _restStart = 0;
            _restEnd = FrameHeader.Size - ofHeader + payload.Length;
        }

        return status;
    }

    internal override IoStatus WriteRest()
    {
        while (_restEnd > 0)
        {
            IoStatus status = _socket.TrySend(_rest.AsSpan(_restStart, _restEnd - _restStart), default, out int sent);
            if (status != IoStatus.Done)
            {
                return status;
            }

            _restStart += sent;
            if (_restStart == _restEnd)
            {
                _restEnd = 0;
            }
        }

        return IoStatus.Done;
    }

    // Tied to the peer's life: its death, or Close on this side, makes the socket ready with an error.
    protected override void AwaitRoom(int ticket) => Poller.Wait(_socket, PollEvents.Writable, wake: null, out _);

    protected override void WaitReadable()
    {
        // A caller may have left frames in the buffer that came in one piece with its own answer.
        if (!_assembler.HasWork)
        {
            Await();
        }
    }

    /// <summary>Waits for bytes, room for what is to be sent, or a wake.</summary>
    /// <returns>Whether it was a wake.</returns>
    private bool Await()
    {
        PollEvents wanted = TryFlush() ? PollEvents.Readable : PollEvents.Readable | PollEvents.Writable;
        Poller.Wait(_socket, wanted, _wake, out bool woken);
        if (woken)
        {
            // Set by Wake, or by a send that left something behind; a look around costs the reader less than telling the two apart.
            _wake.Reset();
        }

        return woken;
    }
}
