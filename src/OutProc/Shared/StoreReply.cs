using System.Buffers.Binary;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>Writes the host's answers: a status, a number, then bytes.</summary>
internal static class StoreReply
{
    /// <summary>The bytes before the value: status (1), number (8).</summary>
    public const int HeaderSize = 9;

    /// <summary>A larger value is sent from where it lies; nobody ever changes it.</summary>
    private const int MaxCopied = 64 << 10;

    public static PayloadBuffer Of(StoreStatus status, long number = 0) => Begin(status, number, 0);

    /// <summary>An answer with a value.</summary>
    public static PayloadBuffer Of(StoreStatus status, long number, byte[] value)
    {
        if (value.Length > MaxCopied)
        {
            PayloadBuffer large = Begin(status, number, 0);
            large.AddSegment(new PayloadSegment(HeaderSize, value, 0, value.Length));
            return large;
        }

        PayloadBuffer reply = Begin(status, number, value.Length);
        Append(reply, value);
        return reply;
    }

    /// <summary>An answer to which bytes will be appended.</summary>
    public static PayloadBuffer Begin(StoreStatus status, long number, int capacity)
    {
        var reply = PayloadBuffer.Rent(HeaderSize + capacity);
        reply.FullSpan[0] = (byte)status;
        reply.InlineLength = HeaderSize;
        SetNumber(reply, number);
        return reply;
    }

    public static void SetNumber(PayloadBuffer reply, long number) => BinaryPrimitives.WriteInt64LittleEndian(reply.FullSpan[1..], number);

    public static void Append(PayloadBuffer reply, ReadOnlySpan<byte> bytes)
    {
        int length = reply.InlineLength;
        if (reply.FullSpan.Length - length < bytes.Length)
        {
            reply.Grow(length, bytes.Length);
        }

        bytes.CopyTo(reply.FullSpan[length..]);
        reply.InlineLength = length + bytes.Length;
    }

    /// <summary>Appends bytes with their length in front.</summary>
    public static void AppendItem(PayloadBuffer reply, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Append(reply, length);
        Append(reply, bytes);
    }
}
