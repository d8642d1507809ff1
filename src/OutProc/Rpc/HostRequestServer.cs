using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>The host's end of what one worker asks: takes the requests in, sends the answers.</summary>
/// <remarks>
/// Thread-safe. What waits here is bounded by what a worker may ask at a time: one that asks more, or asks and does not read the answers,
/// is killed for it.
/// </remarks>
internal sealed class HostRequestServer : IHostReplySink
{
    /// <summary>Twice what a worker keeps to, so that a race between an answer and the next request is no crime.</summary>
    private const int MaxUnanswered = 2 * ProtocolConstants.MaxHostRequests;

    private readonly FrameChannel _data;
    private readonly IHostRequestHandler _handler;
    private readonly int _maxReplyBytes;
    private readonly Lock _lock = new();
    private int _unanswered;
    private bool _closed;

    /// <param name="data">The host's end of the data channel.</param>
    /// <param name="handler">Who answers.</param>
    /// <param name="maxReplyBytes">The largest answer that the worker takes.</param>
    public HostRequestServer(FrameChannel data, IHostRequestHandler handler, int maxReplyBytes)
    {
        _data = data;
        _handler = handler;
        _maxReplyBytes = maxReplyBytes;
    }

    /// <summary>Has a request answered. Called by whoever reads the channel.</summary>
    /// <exception cref="ProtocolViolationException">The request makes no sense, or is one too many.</exception>
    public void Serve(in Frame frame)
    {
        if (Interlocked.Increment(ref _unanswered) + _data.UrgentBacklog > MaxUnanswered)
        {
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"more than {MaxUnanswered} requests without reading the answers");
        }

        _handler.Handle(new HostRequest(this, frame.Header.CallId, frame.Payload, _maxReplyBytes));
    }

    public void Reply(long id, PayloadBuffer reply)
    {
        Interlocked.Decrement(ref _unanswered);

        // The channel is freed after Close.
        lock (_lock)
        {
            if (_closed)
            {
                reply.Dispose();
            }
            else
            {
                _data.SendOwned(new FrameHeader(FrameKind.HostReply, reply.Length, CallId: id), reply, urgent: true);
            }
        }
    }

    /// <summary>Drops the answers that still come.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
