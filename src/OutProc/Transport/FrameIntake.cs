using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>
/// Makes frames and messages of the bytes that arrive. It says where the next bytes go, the channel puts them there. The peer may be broken or
/// hostile: nothing is believed before it is checked, and memory is not taken on the strength of a header.
/// </summary>
/// <remarks>Not thread-safe: used by the holder of the reader role.</remarks>
internal sealed class FrameIntake(int maxPayload) : IDisposable
{
    /// <summary>What a plain frame's memory starts with, at most, before its bytes have arrived.</summary>
    private const int FirstCapacity = ProtocolConstants.MaxChunk;

    private readonly Dictionary<long, MessageAssembly> _open = [];
    private readonly ClaimLimit _claims = new();
    private FrameHeader _frame;
    private int _left;
    private PayloadBuffer? _payload;
    private MessageAssembly? _message;

    /// <summary>Whether a header was given and its payload has not been taken whole.</summary>
    public bool InFrame { get; private set; }

    /// <summary>The number of bytes that the current frame lacks.</summary>
    public int Missing => _left;

    /// <summary>Begins a frame.</summary>
    /// <exception cref="ProtocolViolationException">The bytes are not the header of a frame that could come now.</exception>
    public void Begin(ReadOnlySpan<byte> header)
    {
        _frame = FrameHeader.Read(header, maxPayload);
        _left = _frame.Length;
        switch (_frame.Kind)
        {
            case FrameKind.Chunk:
                _message = Find(_frame.CallId);
                if (_left == 0 || _left > _message.Missing)
                {
                    throw new ProtocolViolationException($"a chunk of {_left} bytes, where {_message.Missing} were missing");
                }

                break;
            case FrameKind.Abort:
                Find(_frame.CallId);
                goto default;
            default:
                _payload = PayloadBuffer.Rent(Math.Min(_left, FirstCapacity));
                break;
        }

        InFrame = true;
    }

    /// <summary>Where the next bytes of the current frame go. Only while some are missing.</summary>
    public Span<byte> Target()
    {
        Span<byte> target;
        if (_message is not null)
        {
            target = _message.Target();
        }
        else
        {
            int held = _payload!.InlineLength;
            if (held == _payload.FullSpan.Length)
            {
                _payload.Grow(held, 1);
            }

            target = _payload.FullSpan[held..];
        }

        return target.Length > _left ? target[.._left] : target;
    }

    /// <summary>Says that bytes were put where <see cref="Target"/> said.</summary>
    public void Advance(int count)
    {
        _left -= count;
        if (_message is not null)
        {
            _message.Advance(count);
            _claims.Earn(count);
        }
        else
        {
            _payload!.InlineLength += count;
        }
    }

    /// <summary>Ends a frame of which nothing is missing.</summary>
    /// <param name="frame">The frame, or the message that it ends.</param>
    /// <returns><c>false</c> when there is nothing to hand on yet.</returns>
    /// <exception cref="ProtocolViolationException">The frame makes no sense.</exception>
    public bool TryEnd(out Frame frame)
    {
        InFrame = false;
        frame = default;
        switch (_frame.Kind)
        {
            case FrameKind.Chunk:
                MessageAssembly message = _message!;
                _message = null;
                if (message.Missing > 0)
                {
                    return false;
                }

                _open.Remove(_frame.CallId);
                frame = message.Complete();
                return true;
            case FrameKind.Announce:
                using (PayloadBuffer announcement = TakePayload())
                {
                    Open(_frame.CallId, announcement.InlineSpan);
                }

                return false;
            case FrameKind.Abort:
                TakePayload().Dispose();
                _open.Remove(_frame.CallId, out MessageAssembly? aborted);
                aborted!.Dispose();
                return false;
            default:
                frame = new Frame(_frame, TakePayload());
                return true;
        }
    }

    public void Dispose()
    {
        _payload?.Dispose();
        _payload = null;
        foreach (MessageAssembly message in _open.Values)
        {
            message.Dispose();
        }

        _open.Clear();
    }

    private PayloadBuffer TakePayload()
    {
        PayloadBuffer payload = _payload!;
        _payload = null;
        return payload;
    }

    private void Open(long number, ReadOnlySpan<byte> announcement)
    {
        if (_open.Count == ProtocolConstants.MaxOpenMessages || _open.ContainsKey(number))
        {
            throw new ProtocolViolationException($"the announcement of message {number}, where {_open.Count} are under way");
        }

        FrameHeader header = Announcement.Read(announcement, maxPayload, out AnnouncedArray[] arrays);
        _open.Add(number, new MessageAssembly(header, arrays, _claims));
    }

    private MessageAssembly Find(long number) => _open.TryGetValue(number, out MessageAssembly? message)
        ? message
        : throw new ProtocolViolationException($"a {_frame.Kind} frame for message {number}, which was not announced");
}
