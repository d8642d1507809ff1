using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A message that is sent piece by piece from where it lies, while its owner leaves that memory alone.</summary>
/// <remarks>
/// Used under the lock of its <see cref="SendQueue"/>, but for <see cref="IsSent"/>. Never reused: who holds one knows which attempt to send which
/// message it stands for.
/// </remarks>
internal sealed class OutgoingMessage
{
    private readonly bool _ownsContent;
    private PayloadBuffer? _content;
    private int _segment;
    private int _inline;
    private int _ofSegment;
    private volatile bool _isSent;

    /// <param name="header">The header of the message.</param>
    /// <param name="content">What is sent. Read until the message is sent or dropped.</param>
    /// <param name="isUrgent">Whether a running method may be waiting for it.</param>
    /// <param name="ownsContent">Whether the content is disposed then.</param>
    public OutgoingMessage(in FrameHeader header, PayloadBuffer content, bool isUrgent = false, bool ownsContent = false)
    {
        Header = header;
        IsUrgent = isUrgent;
        _content = content;
        _ownsContent = ownsContent;
    }

    public FrameHeader Header { get; }

    public bool IsUrgent { get; }

    /// <summary>A descriptor that travels with it. Owned by the message.</summary>
    public FileDescriptor? Attachment { get; init; }

    /// <summary>Identifies the message in its chunks; 0 while it has not begun.</summary>
    public long Number { get; set; }

    /// <summary>Whether all of it has left. Its memory is not looked at any more.</summary>
    public bool IsSent => _isSent;

    /// <summary>Whether it will not be sent whole. Its memory is not looked at any more.</summary>
    public bool IsDropped => _content is null && !_isSent;

    /// <summary>What is sent; <c>null</c> once it is sent or dropped.</summary>
    public PayloadBuffer? Content => _content;

    /// <summary>The next bytes, as many as lie together, up to a limit; empty at the end.</summary>
    public ReadOnlySpan<byte> Next(int limit)
    {
        ReadOnlySpan<PayloadSegment> segments = _content!.Segments;
        ReadOnlySpan<byte> rest;
        if (_segment < segments.Length)
        {
            ref readonly PayloadSegment segment = ref segments[_segment];
            rest = _inline < segment.Position ? _content.InlineSpan[_inline..segment.Position] : segment.Bytes[_ofSegment..];
        }
        else
        {
            rest = _content.InlineSpan[_inline..];
        }

        return rest.Length > limit ? rest[..limit] : rest;
    }

    /// <summary>Passes over bytes that <see cref="Next"/> gave.</summary>
    /// <returns>Whether that was the end.</returns>
    public bool Advance(int count)
    {
        ReadOnlySpan<PayloadSegment> segments = _content!.Segments;
        if (_segment < segments.Length && _inline == segments[_segment].Position)
        {
            _ofSegment += count;
            if (_ofSegment == segments[_segment].Length)
            {
                _segment++;
                _ofSegment = 0;
            }
        }
        else
        {
            _inline += count;
        }

        return _segment == segments.Length && _inline == _content.InlineLength;
    }

    /// <summary>Lets go of the content.</summary>
    public void End(bool sent)
    {
        if (_ownsContent)
        {
            _content?.Dispose();
        }

        Attachment?.Dispose();
        _content = null;
        _isSent = sent;
    }
}
