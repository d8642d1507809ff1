using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>Cuts the byte stream of a socket into frames.</summary>
/// <remarks>Not thread-safe: used by the holder of the reader role.</remarks>
internal sealed class FrameAssembler : IDisposable
{
    /// <summary>Holds many small frames, so that one receive serves them all.</summary>
    private const int BufferSize = 16 << 10;

    /// <summary>No honest peer is further ahead with descriptors than with the frames they belong to.</summary>
    private const int MaxAttachments = 64;

    private readonly UnixSocket _socket;
    private readonly FrameIntake _intake;
    private readonly bool _acceptDescriptors;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private readonly Queue<FileDescriptor> _attachments = new();

    public FrameAssembler(UnixSocket socket, int maxPayload, bool acceptDescriptors)
    {
        _socket = socket;
        _intake = new FrameIntake(maxPayload);
        _acceptDescriptors = acceptDescriptors;
    }

    /// <summary>Whether <see cref="TryRead"/> would get further with what was received already.</summary>
    public bool HasWork => _end - _start >= (_intake.InFrame ? 1 : FrameHeader.Size);

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
        while (_attachments.TryDequeue(out FileDescriptor? attachment))
        {
            attachment.Dispose();
        }
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
                if (frame.Header.HasDescriptor)
                {
                    frame = frame with { Attachment = TakeAttachment(frame) };
                }

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

        IoStatus status = Receive(_buffer.AsSpan(_end), out int received);
        _end += received;
        return status;
    }

    /// <summary>Receives straight to where the bytes belong.</summary>
    private IoStatus ReceiveIntoFrame()
    {
        IoStatus status = Receive(_intake.Target(), out int received);
        _intake.Advance(received);
        return status;
    }

    private IoStatus Receive(Span<byte> target, out int received)
    {
        if (!_acceptDescriptors)
        {
            return _socket.TryReceive(target, out received);
        }

        // The kernel hands a descriptor over with the first byte it was sent with, and one in each receive: they come in the order of their frames.
        IoStatus status = _socket.TryReceive(target, out received, out FileDescriptor? attachment);
        if (attachment is not null)
        {
            _attachments.Enqueue(attachment);
            if (_attachments.Count > MaxAttachments)
            {
                throw new ProtocolViolationException($"{MaxAttachments} descriptors that belong to no frame");
            }
        }

        return status;
    }

    /// <summary>The descriptor that came with a frame; <c>null</c> when there was no room for it here.</summary>
    private FileDescriptor? TakeAttachment(in Frame frame)
    {
        if (!_attachments.TryDequeue(out FileDescriptor? attachment))
        {
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"a {frame.Header.Kind} frame without the descriptor that it announces");
        }

        return attachment.IsInvalid ? null : attachment;
    }
}
