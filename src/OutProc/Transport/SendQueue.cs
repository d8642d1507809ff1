using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>What a channel has been given to send and has had no room for yet.</summary>
/// <remarks>
/// <para>
/// Thread-safe; the lock covers one frame and is never held while anybody waits. Small frames are copied when they have to wait. Large messages are
/// never copied: they are sent chunk by chunk from the memory of their owner, in turn, and small frames pass between the chunks. Nobody looks
/// at a message's memory once it is sent, dropped by <see cref="TryAbort"/>, or the queue is closed.
/// </para>
/// <para>
/// Whoever has the time moves the queue on by <see cref="Pump"/>: the sender at first, then the thread that waits for frames.
/// </para>
/// </remarks>
internal sealed class SendQueue
{
    private readonly FrameChannel _channel;
    private readonly int _maxFrame;
    private readonly Lock _lock = new();
    private readonly Queue<OutgoingMessage> _urgent = new();
    private readonly Queue<OutgoingMessage> _frames = new();
    private readonly Queue<OutgoingMessage> _waiting = new();

    /// <summary>Large messages that a running method may be waiting for: they wait for no other, and for no grant.</summary>
    private readonly Queue<OutgoingMessage> _urgentWaiting = new();
    private readonly List<OutgoingMessage> _begun = [];
    private readonly byte[] _announcement = new byte[Announcement.MaxSize];
    private long _lastNumber;
    private long _underWay;
    private long _window = long.MaxValue;
    private int _turn;
    private int _begunUrgent;
    private volatile bool _closed;
    private volatile bool _canMove;

    /// <param name="channel">Where frames go.</param>
    /// <param name="maxFrame">The largest payload that is sent in one frame.</param>
    public SendQueue(FrameChannel channel, int maxFrame)
    {
        _channel = channel;
        _maxFrame = maxFrame;
    }

    /// <summary>Whether there is something to send for which only room is missing.</summary>
    public bool CanMove => _canMove;

    public bool IsClosed => _closed;

    /// <summary>How many urgent frames and messages wait for room.</summary>
    public int UrgentBacklog
    {
        get
        {
            lock (_lock)
            {
                return _urgent.Count + _urgentWaiting.Count + _begunUrgent;
            }
        }
    }

    /// <summary>Limits the large messages under way to what the peer has taken over and so many bytes.</summary>
    public void Limit(long window) => _window = window;

    /// <summary>Sends a frame, or keeps a copy of it.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its payload, of any size.</param>
    /// <param name="urgent">Whether it may use all the room there is.</param>
    /// <param name="kept">The copy, when the frame has to wait.</param>
    /// <param name="attachment">A descriptor of which a copy travels with the frame, which is small then.</param>
    public SendOutcome Send(
        in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent, out OutgoingMessage? kept, FileDescriptor? attachment = null)
    {
        kept = null;
        lock (_lock)
        {
            if (_closed)
            {
                return SendOutcome.Closed;
            }

            Queue<OutgoingMessage> queue = urgent ? _urgent : _frames;
            if (queue.Count == 0 && payload.Length <= _maxFrame)
            {
                switch (_channel.TryWrite(header, payload, urgent ? SendPriority.Urgent : SendPriority.Normal, attachment))
                {
                    case IoStatus.Done:
                        _canMove |= _channel.HasRest;
                        return _channel.HasRest ? SendOutcome.Pending : SendOutcome.Sent;
                    case IoStatus.Closed:
                        CloseLocked();
                        return SendOutcome.Closed;
                }
            }

            var copy = PayloadBuffer.Rent(payload.Length);
            copy.CopyFrom(payload);
            kept = new OutgoingMessage(header, copy, urgent, ownsContent: true) { Attachment = attachment?.Duplicate() };
            (payload.Length <= _maxFrame ? queue : QueueOf(kept)).Enqueue(kept);
            _canMove = true;
            return SendOutcome.Pending;
        }
    }

    /// <summary>Takes a large message. Nothing of it is sent before <see cref="Pump"/>.</summary>
    /// <returns><c>false</c> when the channel is closed.</returns>
    public bool Add(OutgoingMessage message)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                QueueOf(message).Enqueue(message);
                _canMove = true;
            }

            return !_closed;
        }
    }

    /// <summary>Sends what there is room for.</summary>
    /// <returns>Whether nothing waits for room.</returns>
    public bool Pump()
    {
        while (_canMove)
        {
            lock (_lock)
            {
                switch (_channel.WriteRest() is var status && status == IoStatus.Done ? WriteNext() : status)
                {
                    case IoStatus.WouldBlock:
                        return false;
                    case IoStatus.Closed:
                        CloseLocked();
                        return true;
                }

                _canMove = _urgent.Count + _frames.Count + _begun.Count > 0 || MayBegin() || _channel.HasRest;
            }
        }

        return true;
    }

    /// <summary>Takes a message back that has not been sent whole. What the peer has of it is declared void.</summary>
    /// <returns><c>false</c> when all of it has left, or the channel is closed.</returns>
    public bool TryAbort(OutgoingMessage message)
    {
        lock (_lock)
        {
            if (_closed || message.Content is null)
            {
                return false;
            }

            if (message.Number != 0)
            {
                _begun.Remove(message);
                _begunUrgent -= message.IsUrgent ? 1 : 0;
                Release(message);
                var abort = new FrameHeader(FrameKind.Abort, 0, CallId: message.Number);

                // Behind its chunks all the same, which have left. The memory they take at the peer is not to wait for a method that runs there.
                _urgent.Enqueue(new OutgoingMessage(abort, PayloadBuffer.Rent(), isUrgent: true, ownsContent: true));
            }

            // One that has not begun stays in its queue as an empty shell, until its turn comes.
            message.End(sent: false);
            _canMove = true;
            return true;
        }
    }

    /// <summary>Whether all of a message has left. Waits for the thread that is sending its last piece just now.</summary>
    public bool IsSent(OutgoingMessage message)
    {
        if (message.IsSent)
        {
            return true;
        }

        lock (_lock)
        {
            return message.IsSent;
        }
    }

    /// <summary>The peer has taken large messages over.</summary>
    /// <exception cref="ProtocolViolationException">It was not sent as much.</exception>
    public void Grant(long bytes)
    {
        lock (_lock)
        {
            if (bytes <= 0 || bytes > _underWay)
            {
                throw new ProtocolViolationException($"a grant of {bytes} bytes, where {_underWay} were under way");
            }

            _underWay -= bytes;
            _canMove |= MayBegin();
        }
    }

    /// <summary>Drops everything and takes nothing any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            CloseLocked();
        }
    }

    private void CloseLocked()
    {
        _closed = true;
        _canMove = false;
        Drop(_urgent);
        Drop(_frames);
        Drop(_urgentWaiting);
        Drop(_waiting);
        Drop(_begun);
        _urgent.Clear();
        _frames.Clear();
        _urgentWaiting.Clear();
        _waiting.Clear();
        _begun.Clear();
        _begunUrgent = 0;
    }

    private static void Drop(IEnumerable<OutgoingMessage> messages)
    {
        foreach (OutgoingMessage message in messages)
        {
            message.End(sent: false);
        }
    }

    /// <summary>Sends one frame of whatever comes first.</summary>
    private IoStatus WriteNext()
    {
        if (_urgent.Count > 0)
        {
            return WriteFrame(_urgent, SendPriority.Urgent);
        }

        if (MayBeginUrgent())
        {
            return Begin(_urgentWaiting);
        }

        if (_begunUrgent > 0)
        {
            return WriteChunk(_begun.FindIndex(static message => message.IsUrgent));
        }

        if (_frames.Count > 0)
        {
            return WriteFrame(_frames, SendPriority.Normal);
        }

        if (MayBeginBulk())
        {
            return Begin(_waiting);
        }

        if (_begun.Count == 0)
        {
            return IoStatus.Done;
        }

        _turn = _turn + 1 < _begun.Count ? _turn + 1 : 0;
        return WriteChunk(_turn);
    }

    private IoStatus WriteFrame(Queue<OutgoingMessage> queue, SendPriority priority)
    {
        OutgoingMessage frame = queue.Peek();
        IoStatus status = _channel.TryWrite(frame.Header, frame.Content!.InlineSpan, priority, frame.Attachment);
        if (status == IoStatus.Done)
        {
            queue.Dequeue();
            frame.End(sent: true);
        }

        return status;
    }

    private bool MayBegin() => MayBeginUrgent() || MayBeginBulk();

    private bool MayBeginUrgent()
        => _urgentWaiting.TryPeek(out OutgoingMessage? next) && (next.Content is null || _begun.Count < ProtocolConstants.MaxOpenMessages);

    /// <summary>Whether the next of the others may begin. They leave one place to the urgent ones.</summary>
    private bool MayBeginBulk()
        => _waiting.TryPeek(out OutgoingMessage? next)
            && (next.Content is null || (_begun.Count - _begunUrgent < ProtocolConstants.MaxOpenMessages - 1 && _underWay < _window));

    private Queue<OutgoingMessage> QueueOf(OutgoingMessage message) => message.IsUrgent ? _urgentWaiting : _waiting;

    private IoStatus Begin(Queue<OutgoingMessage> queue)
    {
        OutgoingMessage message = queue.Peek();
        if (message.Content is null)
        {
            queue.Dequeue();
            return IoStatus.Done;
        }

        int size = Announcement.Write(_announcement, message.Header, message.Content!.Segments);
        var header = new FrameHeader(FrameKind.Announce, size, CallId: _lastNumber + 1);
        IoStatus status = _channel.TryWrite(header, _announcement.AsSpan(0, size), PriorityOf(message));
        if (status == IoStatus.Done)
        {
            message.Number = ++_lastNumber;
            queue.Dequeue();
            _begun.Add(message);
            _begunUrgent += message.IsUrgent ? 1 : 0;
            _underWay += message.IsUrgent ? 0 : message.Header.Length;
        }

        return status;
    }

    private IoStatus WriteChunk(int index)
    {
        OutgoingMessage message = _begun[index];
        ReadOnlySpan<byte> piece = message.Next(_maxFrame);
        IoStatus status = _channel.TryWrite(new FrameHeader(FrameKind.Chunk, piece.Length, CallId: message.Number), piece, PriorityOf(message));
        if (status == IoStatus.Done && message.Advance(piece.Length))
        {
            _begun.RemoveAt(index);
            _begunUrgent -= message.IsUrgent ? 1 : 0;
            message.End(sent: true);
            if (_window == long.MaxValue)
            {
                Release(message);
            }
        }

        return status;
    }

    private void Release(OutgoingMessage message) => _underWay -= message.IsUrgent ? 0 : message.Header.Length;

    private static SendPriority PriorityOf(OutgoingMessage message) => message.IsUrgent ? SendPriority.Urgent : SendPriority.Bulk;
}
