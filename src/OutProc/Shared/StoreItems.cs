using System.Buffers.Binary;
using OutProc.Protocol;

namespace OutProc.Shared;

/// <summary>Items of bytes that follow each other, each with its length in front.</summary>
internal static class StoreItems
{
    /// <summary>Takes the first item off.</summary>
    /// <exception cref="ProtocolViolationException">There is none.</exception>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        int length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length < 0 || length > rest.Length - sizeof(int))
        {
            throw new ProtocolViolationException($"an item of {length} bytes in a shared resource, where {rest.Length} are left");
        }

        ReadOnlySpan<byte> item = rest.Slice(sizeof(int), length);
        rest = rest[(sizeof(int) + length)..];
        return item;
    }
}
