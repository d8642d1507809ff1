using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>A channel over one end of a stream socketpair: the portable channel, and the oracle of the others in tests.</summary>
/// <remarks>
/// Only plain <c>recv</c>, <c>sendmsg</c> and <c>poll</c>: asynchronous sockets cost twice the CPU per call. What <see cref="Send"/> cannot get rid
/// of goes into a backlog that the reader flushes while it waits, so a caller never waits for a busy worker. Disposing comes after the last
/// read and the last send: the sessions above see to that.
/// </remarks>
internal sealed class SocketChannel : ExclusiveReadChannel
{
    private readonly UnixSocket _socket;
    private readonly EventDescriptor _wake = new();
    private readonly FrameAssembler _assembler;
    private readonly Lock _sendLock = new();
    private readonly SendBacklog _backlog = new();
    private readonly byte[] _header = new byte[FrameHeader.Size];

    private long _queued;
    private long _flushed;
    private volatile bool _sendClosed;
    private bool _disposed;

    /// <param name="socket">The end. The channel owns it.</param>
    /// <param name="maxPayload">The largest payload that is accepted, in bytes.</param>
    /// <param name="acceptDescriptors">Whether descriptors that the peer attaches are kept for <see cref="TakeDescriptor"/>.</param>
    public SocketChannel(UnixSocket socket, int maxPayload, bool acceptDescriptors = false)
    {
        _socket = socket;
        _assembler = new FrameAssembler(socket, maxPayload, acceptDescriptors);
    }

    /// <summary>The socket's descriptor, for whoever polls many channels at once.</summary>
    public UnixSocket Socket => _socket;

    /// <summary>Set when a send has left something behind, or by <see cref="Wake"/>; for whoever polls many channels at once.</summary>
    public EventDescriptor WakeEvent => _wake;

    /// <summary>Takes the descriptor that came with the last frame. The caller owns it.</summary>
    public FileDescriptor? TakeDescriptor() => _assembler.TakeDescriptor();

    public override bool Send(in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent = false)
    {
        if (!Begin(header, payload, out long backlogEnd))
        {
            return false;
        }

        if (backlogEnd > 0)
        {
            // The reader may be waiting for frames only; from now on it must wait for room as well.
            Wake();
        }

        return true;
    }

    public override bool SendBlocking(in FrameHeader header, ReadOnlySpan<byte> payload)
        => Begin(header, payload, out long backlogEnd) && WaitUntilFlushed(backlogEnd);

    /// <summary>Sends a frame with a copy of a descriptor attached. Only for the handshake, when nobody else sends.</summary>
    /// <returns><c>false</c> when the channel is closed.</returns>
    public bool SendWithDescriptor(in FrameHeader header, ReadOnlySpan<byte> payload, FileDescriptor descriptor)
    {
        header.Write(_header);
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

    /// <summary>Sends of the backlog what there is room for.</summary>
    /// <returns>Whether the backlog is empty.</returns>
    public bool TryFlush()
    {
        lock (_sendLock)
        {
            while (!_backlog.IsEmpty)
            {
                IoStatus status = _socket.TrySend(_backlog.Pending, default, out int sent);
                if (status == IoStatus.Closed)
                {
                    _sendClosed = true;
                    _backlog.Clear();
                    return true;
                }

                if (status == IoStatus.WouldBlock)
                {
                    return false;
                }

                _backlog.Advance(sent);
                _flushed += sent;
            }

            return true;
        }
    }

    public override void Wake()
    {
        Expect();

        // Whoever wakes does not own the channel: the reader may have been woken by something else and have disposed it.
        lock (_sendLock)
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
        CloseSending();
        _socket.Shutdown();
        Wake();
    }

    public override void Dispose()
    {
        CloseSending();
        _socket.Dispose();
        lock (_sendLock)
        {
            _disposed = true;
            _wake.Dispose();
        }

        _assembler.Dispose();
    }

    protected override void WaitReadable()
    {
        // A caller may have left frames in the buffer that came in one piece with its own answer.
        if (!_assembler.HasWork)
        {
            Await();
        }
    }

    /// <summary>Waits for bytes, room for the backlog, or a wake.</summary>
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

    /// <summary>Sends what there is room for and puts the rest into the backlog.</summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="payload">The frame's payload.</param>
    /// <param name="backlogEnd">The count of queued bytes at the end of this frame, or 0 when all of it was sent.</param>
    private bool Begin(in FrameHeader header, ReadOnlySpan<byte> payload, out long backlogEnd)
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
                IoStatus status = _socket.TrySend(first, payload, out int sent);
                if (status == IoStatus.Closed)
                {
                    return false;
                }

                int ofHeader = Math.Min(sent, first.Length);
                first = first[ofHeader..];
                payload = payload[(sent - ofHeader)..];
                if (first.IsEmpty && payload.IsEmpty)
                {
                    return true;
                }
            }

            _backlog.Append(first);
            _backlog.Append(payload);
            _queued += first.Length + payload.Length;
            backlogEnd = _queued;
            return true;
        }
    }

    private bool WaitUntilFlushed(long backlogEnd)
    {
        while (true)
        {
            lock (_sendLock)
            {
                if (_flushed >= backlogEnd)
                {
                    return true;
                }

                if (_sendClosed)
                {
                    return false;
                }
            }

            if (!TryFlush())
            {
                // Tied to the peer's life: its death, or Close on this side, makes the socket ready with an error.
                Poller.Wait(_socket, PollEvents.Writable, wake: null, out _);
            }
        }
    }

    private void CloseSending()
    {
        lock (_sendLock)
        {
            _sendClosed = true;
            _backlog.Clear();
        }
    }
}
