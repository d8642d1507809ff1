using System.Buffers.Binary;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>
/// The payload of an <see cref="FrameKind.Announce"/> frame: the header of the message, then 12 bytes for each of its large arrays: where it begins,
/// how long it is, and what its elements are. The receiver makes those arrays at once and copies the chunks straight into them.
/// </summary>
internal static class Announcement
{
    /// <summary>Arrays beyond these are not told of: they travel like all other bytes.</summary>
    public const int MaxArrays = 256;

    public const int MaxSize = FrameHeader.Size + (MaxArrays * EntrySize);

    private const int EntrySize = 12;

    /// <summary>Writes the announcement of a message.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> target, in FrameHeader message, ReadOnlySpan<PayloadSegment> segments)
    {
        message.Write(target);
        int position = FrameHeader.Size;
        int before = 0;
        foreach (ref readonly PayloadSegment segment in segments[..Math.Min(segments.Length, MaxArrays)])
        {
            BinaryPrimitives.WriteInt32LittleEndian(target[position..], segment.Position + before);
            BinaryPrimitives.WriteInt32LittleEndian(target[(position + 4)..], segment.Length);
            BinaryPrimitives.WriteInt32LittleEndian(target[(position + 8)..], (int)SegmentArrays.ElementsOf(segment.Owner));
            before += segment.Length;
            position += EntrySize;
        }

        return position;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; the peer may be broken or hostile.</summary>
    /// <param name="source">The payload.</param>
    /// <param name="maxMessage">The largest message that is accepted, in bytes.</param>
    /// <param name="arrays">The arrays, with the number of other bytes in front of each.</param>
    /// <exception cref="ProtocolViolationException">It describes no message.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source, int maxMessage, out AnnouncedArray[] arrays)
    {
        if (source.Length < FrameHeader.Size || source.Length > MaxSize || (source.Length - FrameHeader.Size) % EntrySize != 0)
        {
            throw new ProtocolViolationException($"an announcement of {source.Length} bytes");
        }

        FrameHeader header = FrameHeader.Read(source, maxMessage);
        if (header.Length == 0 || header.Kind is >= FrameKind.Announce and <= FrameKind.Grant)
        {
            throw new ProtocolViolationException($"the announcement of a {header.Kind} message of {header.Length} bytes");
        }

        source = source[FrameHeader.Size..];
        arrays = source.IsEmpty ? [] : new AnnouncedArray[source.Length / EntrySize];
        int end = 0;
        int before = 0;
        for (int i = 0; i < arrays.Length; i++)
        {
            ReadOnlySpan<byte> entry = source.Slice(i * EntrySize, EntrySize);
            int offset = BinaryPrimitives.ReadInt32LittleEndian(entry);
            int length = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
            if (offset < end || length <= 0 || offset > header.Length - length)
            {
                throw new ProtocolViolationException($"an array of {length} bytes at {offset} of a message of {header.Length}");
            }

            arrays[i] = new AnnouncedArray(offset - before, length, (TypeCode)BinaryPrimitives.ReadInt32LittleEndian(entry[8..]));
            end = offset + length;
            before += length;
        }

        return header;
    }
}
