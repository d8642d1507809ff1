using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A channel between two ends in one process. Payloads are copied, as between processes: neither end sees the other's memory.</summary>
/// <remarks>Unbounded: the conversation above bounds the number of frames under way.</remarks>
internal sealed class InMemoryChannel : ExclusiveReadChannel
{
    private readonly object _gate = new();
    private readonly Queue<Frame> _arrived = new();
    private InMemoryChannel _peer = null!;
    private bool _woken;
    private bool _closed;

    private InMemoryChannel(FlightRecorder recorder)
        : base(int.MaxValue)
        => Recorder = recorder;

    public override FlightRecorder Recorder { get; }

    public static (InMemoryChannel First, InMemoryChannel Second) CreatePair()
    {
        var recorder = FlightRecorder.Create();
        var first = new InMemoryChannel(recorder);
        var second = new InMemoryChannel(recorder) { _peer = first };
        first._peer = second;
        return (first, second);
    }

    public override bool Add(OutgoingMessage message)
    {
        bool sent = _peer.Post(message.Header, message.Content!.Copy());
        message.End(sent);
        return sent;
    }

    public override ReadStatus TryRead(out Frame frame)
    {
        lock (_gate)
        {
            return _arrived.TryDequeue(out frame) ? ReadStatus.Frame : _closed ? ReadStatus.Closed : ReadStatus.Empty;
        }
    }

    public override ReadStatus Read(out Frame frame)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_arrived.TryDequeue(out frame))
                {
                    return ReadStatus.Frame;
                }

                if (_closed)
                {
                    return ReadStatus.Closed;
                }

                if (_woken)
                {
                    _woken = false;
                    return ReadStatus.Empty;
                }

                Monitor.Wait(_gate);
            }
        }
    }

    public override void Wake()
    {
        Expect();
        lock (_gate)
        {
            _woken = true;
            Monitor.PulseAll(_gate);
        }
    }

    public override void CloseRead()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    public override void Close()
    {
        CloseRead();
        _peer.CloseRead();
    }

    public override void Dispose()
    {
        Close();
        lock (_gate)
        {
            while (_arrived.TryDequeue(out Frame frame))
            {
                frame.Payload.Dispose();
                frame.Attachment?.Dispose();
            }
        }
    }

    protected override void WaitReadable()
    {
        lock (_gate)
        {
            while (_arrived.Count == 0 && !_closed && !_woken)
            {
                Monitor.Wait(_gate);
            }

            _woken = false;
        }
    }

    internal override IoStatus TryWrite(
        in FrameHeader header, ReadOnlySpan<byte> payload, SendPriority priority, FileDescriptor? attachment = null)
    {
        var copy = PayloadBuffer.Rent(payload.Length);
        copy.CopyFrom(payload);
        return _peer.Post(header, copy, attachment?.Duplicate()) ? IoStatus.Done : IoStatus.Closed;
    }

    private bool Post(in FrameHeader header, PayloadBuffer payload, FileDescriptor? attachment = null)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _arrived.Enqueue(new Frame(header, payload, Attachment: attachment));
                Monitor.PulseAll(_gate);
                return true;
            }
        }

        payload.Dispose();
        attachment?.Dispose();
        return false;
    }
}
