using System.Buffers.Binary;

namespace OutProc.Protocol;

/// <summary>The 16 bytes in front of every frame, little-endian: payload length (4), kind (1), flags (1), method index (2), call id (8).</summary>
internal readonly record struct FrameHeader(FrameKind Kind, int Length, ushort Method = 0, long CallId = 0, bool HasDescriptor = false, bool HasTrace = false)
{
    public const int Size = 16;

    /// <summary>The flag of a frame that a descriptor travels with.</summary>
    private const byte DescriptorFlag = 1;

    /// <summary>The flag of a request whose arguments come after a <see cref="TraceContext"/>.</summary>
    private const byte TraceFlag = 2;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        destination[4] = (byte)Kind;
        destination[5] = (byte)((HasDescriptor ? DescriptorFlag : 0) | (HasTrace ? TraceFlag : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], Method);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], CallId);
    }

    /// <summary>Reads a header that a peer wrote, who may be broken or hostile.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    /// <param name="maxLength">The largest payload the channel takes.</param>
    /// <exception cref="ProtocolViolationException">The bytes are not a header, or the payload is too large.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source, int maxLength)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(source);
        var kind = (FrameKind)source[4];
        bool known = kind is (>= FrameKind.Request and <= FrameKind.HostReply) or (>= FrameKind.Hello and <= FrameKind.Descriptor);
        if (!known || source[5] > (DescriptorFlag | TraceFlag))
        {
            throw new ProtocolViolationException($"a frame of unknown kind {source[4]}");
        }

        if (length < 0 || length > maxLength)
        {
            throw new ProtocolViolationException($"a frame of {length} bytes; the limit is {maxLength}");
        }

        return new FrameHeader(
            kind,
            length,
            BinaryPrimitives.ReadUInt16LittleEndian(source[6..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            (source[5] & DescriptorFlag) != 0,
            (source[5] & TraceFlag) != 0);
    }
}
