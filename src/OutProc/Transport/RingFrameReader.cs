using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>Cuts the bytes of a ring into frames.</summary>
/// <remarks>Not thread-safe: used by the holder of the reader role.</remarks>
internal sealed class RingFrameReader(RingConsumer ring, int maxPayload) : IDisposable
{
    private readonly FrameIntake _intake = new(maxPayload);

    /// <summary>Whether <see cref="TryRead"/> would get further than it did.</summary>
    public bool HasWork => ring.HasNews || ring.Known >= (_intake.InFrame ? 1 : FrameHeader.Size);

    /// <summary>Takes all that is there, up to the end of a frame or message.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent something that is not a frame.</exception>
    public bool TryRead(out Frame frame)
    {
        Span<byte> header = stackalloc byte[FrameHeader.Size];
        while (true)
        {
            if (!_intake.InFrame)
            {
                if (ring.Known < FrameHeader.Size)
                {
                    ring.Refresh();
                    if (ring.Known < FrameHeader.Size)
                    {
                        frame = default;
                        return false;
                    }
                }

                ring.Read(header);
                _intake.Begin(header);
            }

            while (_intake.Missing > 0)
            {
                int available = ring.Available();
                if (available == 0)
                {
                    frame = default;
                    return false;
                }

                Span<byte> target = _intake.Target();
                target = target[..Math.Min(available, target.Length)];
                ring.Read(target);
                _intake.Advance(target.Length);
            }

            if (_intake.TryEnd(out frame))
            {
                return true;
            }
        }
    }

    public void Dispose() => _intake.Dispose();
}
