using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>Cuts the byte stream of a socket into frames.</summary>
/// <remarks>Not thread-safe: used by the holder of the reader role.</remarks>
internal sealed class FrameAssembler : IDisposable
{
    /// <summary>Holds many small frames, so that one receive serves them all.</summary>
    private const int BufferSize = 16 << 10;

    private readonly UnixSocket _socket;
    private readonly FrameIntake _intake;
    private readonly bool _acceptDescriptors;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private FileDescriptor? _descriptor;

    public FrameAssembler(UnixSocket socket, int maxPayload, bool acceptDescriptors)
    {
        _socket = socket;
        _intake = new FrameIntake(maxPayload);
        _acceptDescriptors = acceptDescriptors;
    }

    /// <summary>Whether <see cref="TryRead"/> would get further with what was received already.</summary>
    public bool HasWork => _end - _start >= (_intake.InFrame ? 1 : FrameHeader.Size);

    public FileDescriptor? TakeDescriptor()
    {
        FileDescriptor? descriptor = _descriptor;
        _descriptor = null;
        return descriptor;
    }

    public ReadStatus TryRead(out Frame frame)
    {
        while (true)
        {
            if (TryAssemble(out frame))
            {
                return ReadStatus.Frame;
            }

            IoStatus status = _intake.InFrame ? ReceiveIntoFrame() : ReceiveIntoBuffer();
            if (status != IoStatus.Done)
            {
                return status == IoStatus.Closed ? ReadStatus.Closed : ReadStatus.Empty;
            }
        }
    }

    public void Dispose()
    {
        _intake.Dispose();
        _descriptor?.Dispose();
        _descriptor = null;
    }

    private bool TryAssemble(out Frame frame)
    {
        while (true)
        {
            if (!_intake.InFrame)
            {
                if (_end - _start < FrameHeader.Size)
                {
                    frame = default;
                    return false;
                }

                _intake.Begin(_buffer.AsSpan(_start, FrameHeader.Size));
                _start += FrameHeader.Size;
            }

            while (_intake.Missing > 0)
            {
                if (_start == _end)
                {
                    frame = default;
                    return false;
                }

                Span<byte> target = _intake.Target();
                int count = Math.Min(target.Length, _end - _start);
                _buffer.AsSpan(_start, count).CopyTo(target);
                _intake.Advance(count);
                _start += count;
            }

            if (_intake.TryEnd(out frame))
            {
                return true;
            }
        }
    }

    private IoStatus ReceiveIntoBuffer()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        Span<byte> free = _buffer.AsSpan(_end);
        IoStatus status;
        int received;
        if (_acceptDescriptors)
        {
            status = _socket.TryReceive(free, out received, out FileDescriptor? descriptor);
            if (descriptor is not null)
            {
                _descriptor?.Dispose();
                _descriptor = descriptor;
            }
        }
        else
        {
            status = _socket.TryReceive(free, out received);
        }

        _end += received;
        return status;
    }

    /// <summary>Receives straight to where the bytes belong.</summary>
    private IoStatus ReceiveIntoFrame()
    {
        IoStatus status = _socket.TryReceive(_intake.Target(), out int received);
        _intake.Advance(received);
        return status;
    }
}
