using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>Cuts the bytes of a ring into frames. The peer may be broken or hostile: nothing is believed before it is checked.</summary>
/// <remarks>
/// Not thread-safe: used by the holder of the reader role. Memory for a payload grows as its bytes arrive, so a header alone cannot make the
/// reader allocate what it claims.
/// </remarks>
internal sealed class RingFrameReader(RingConsumer ring, int maxPayload) : IDisposable
{
    private FrameHeader _header;
    private PayloadBuffer? _payload;

    /// <summary>Whether <see cref="TryRead"/> would get further than it did.</summary>
    public bool HasWork => ring.HasNews || ring.Known >= (_payload is null ? FrameHeader.Size : 1);

    /// <summary>Takes a frame that is there whole, or what is there of it.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent something that is not a frame.</exception>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        if (_payload is null)
        {
            if (ring.Known < FrameHeader.Size)
            {
                ring.Refresh();
                if (ring.Known < FrameHeader.Size)
                {
                    return false;
                }
            }

            Span<byte> header = stackalloc byte[FrameHeader.Size];
            ring.Read(header);
            _header = FrameHeader.Read(header, maxPayload);
            _payload = PayloadBuffer.Rent(Math.Min(_header.Length, FrameAssembler.FirstCapacity));
        }

        while (_payload.Length < _header.Length)
        {
            int held = _payload.Length;
            int piece = Math.Min(ring.Available(), _header.Length - held);
            if (piece == 0)
            {
                return false;
            }

            _payload.Reserve(held + piece);
            ring.Read(_payload.FullSpan.Slice(held, piece));
            _payload.Length = held + piece;
        }

        frame = new Frame(_header, _payload);
        _payload = null;
        return true;
    }

    public void Dispose()
    {
        _payload?.Dispose();
        _payload = null;
    }
}
