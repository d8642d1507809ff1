using System.Buffers.Binary;
using OutProc.Protocol;

namespace OutProc.Shared;

/// <summary>What a participant asks of a store: a header, the bytes of a key, the bytes of a value.</summary>
internal readonly ref struct StoreRequest
{
    /// <summary>The bytes before the key: store (4), operation (1), number (8), length of the key (4).</summary>
    public const int HeaderSize = 17;

    private StoreRequest(int store, StoreOperation operation, long number, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Store = store;
        Operation = operation;
        Number = number;
        Key = key;
        Value = value;
    }

    /// <summary>The id of the store.</summary>
    public int Store { get; }

    public StoreOperation Operation { get; }

    /// <summary>A version or a position.</summary>
    public long Number { get; }

    public ReadOnlySpan<byte> Key { get; }

    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Reads what a participant wrote, who may be broken or hostile.</summary>
    /// <exception cref="ProtocolViolationException">It is no request.</exception>
    public static StoreRequest Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize)
        {
            throw new ProtocolViolationException($"a request to a shared resource of {bytes.Length} bytes");
        }

        int keyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[13..]);
        ReadOnlySpan<byte> rest = bytes[HeaderSize..];
        if ((uint)keyLength > (uint)rest.Length)
        {
            throw new ProtocolViolationException($"a request to a shared resource with a key of {keyLength} bytes, of which {rest.Length} came");
        }

        return new StoreRequest(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (StoreOperation)bytes[4],
            BinaryPrimitives.ReadInt64LittleEndian(bytes[5..]),
            rest[..keyLength],
            rest[keyLength..]);
    }

    /// <summary>The exception for an operation that the store does not know.</summary>
    public ProtocolViolationException Unknown() => new($"operation {Operation} on a shared resource that has none such");
}
