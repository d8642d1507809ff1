using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>Cuts the byte stream of a socket into frames. The peer may be broken or hostile: nothing is believed before it is checked.</summary>
/// <remarks>
/// Not thread-safe: used by the holder of the reader role. Memory for a payload grows as its bytes arrive, so a header alone cannot make the
/// reader allocate what it claims.
/// </remarks>
internal sealed class FrameAssembler : IDisposable
{
    /// <summary>Holds many small frames, so that one receive serves them all.</summary>
    private const int BufferSize = 16 << 10;

    /// <summary>What a payload's memory starts with, at most, before its bytes have arrived.</summary>
    public const int FirstCapacity = 128 << 10;

    private readonly UnixSocket _socket;
    private readonly int _maxPayload;
    private readonly bool _acceptDescriptors;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private FrameHeader _header;
    private PayloadBuffer? _payload;
    private FileDescriptor? _descriptor;

    public FrameAssembler(UnixSocket socket, int maxPayload, bool acceptDescriptors)
    {
        _socket = socket;
        _maxPayload = maxPayload;
        _acceptDescriptors = acceptDescriptors;
    }

    /// <summary>Whether <see cref="TryRead"/> would get further with what was received already.</summary>
    public bool HasWork => _end - _start >= (_payload is null ? FrameHeader.Size : 1);

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

            IoStatus status = _payload is null ? ReceiveIntoBuffer() : ReceiveIntoPayload();
            if (status != IoStatus.Done)
            {
                return status == IoStatus.Closed ? ReadStatus.Closed : ReadStatus.Empty;
            }
        }
    }

    public void Dispose()
    {
        _payload?.Dispose();
        _payload = null;
        _descriptor?.Dispose();
        _descriptor = null;
    }

    private bool TryAssemble(out Frame frame)
    {
        if (_payload is null && _end - _start >= FrameHeader.Size)
        {
            _header = FrameHeader.Read(_buffer.AsSpan(_start, FrameHeader.Size), _maxPayload);
            _start += FrameHeader.Size;
            _payload = PayloadBuffer.Rent(Math.Min(_header.Length, FirstCapacity));
        }

        if (_payload is not null)
        {
            int wanted = Math.Min(_header.Length - _payload.Length, _end - _start);
            if (wanted > 0)
            {
                int held = _payload.Length;
                _payload.Reserve(held + wanted);
                _buffer.AsSpan(_start, wanted).CopyTo(_payload.FullSpan[held..]);
                _payload.Length = held + wanted;
                _start += wanted;
            }

            if (_payload.Length == _header.Length)
            {
                frame = new Frame(_header, _payload);
                _payload = null;
                return true;
            }
        }

        frame = default;
        return false;
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

    private IoStatus ReceiveIntoPayload()
    {
        int held = _payload!.Length;
        if (held == _payload.FullSpan.Length)
        {
            _payload.Grow(held, 1);
        }

        Span<byte> free = _payload.FullSpan[held..];
        free = free[..Math.Min(free.Length, _header.Length - held)];
        IoStatus status = _socket.TryReceive(free, out int received);
        _payload.Length = held + received;
        return status;
    }
}
