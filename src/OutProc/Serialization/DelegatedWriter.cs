using System.Buffers;
using System.ComponentModel;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <summary>What another serializer writes a value into: the memory of the payload, from where it stands.</summary>
/// <remarks>A mutable struct: it is passed by reference, and ended with <see cref="PayloadWriter.EndDelegated"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DelegatedWriter : IBufferWriter<byte>
{
    private readonly PayloadBuffer _buffer;
    private readonly int _maxBytes;

    internal DelegatedWriter(PayloadBuffer buffer, int position, int maxBytes)
    {
        _buffer = buffer;
        _maxBytes = maxBytes;
        Position = position;
    }

    /// <summary>The number of bytes of the payload that are written.</summary>
    internal int Position { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Available);
        Position += count;
    }

    /// <inheritdoc/>
    public readonly Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.FullMemory.Slice(Position, Available);
    }

    /// <inheritdoc/>
    public readonly Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.FullSpan.Slice(Position, Available);
    }

    private readonly int Available => Math.Min(_buffer.FullSpan.Length, _maxBytes) - Position;

    private readonly void Reserve(int sizeHint)
    {
        int wanted = Math.Max(sizeHint, 1);
        if (Available >= wanted)
        {
            return;
        }

        if ((long)Position + wanted > _maxBytes)
        {
            throw new PayloadException($"The payload is larger than {_maxBytes} bytes, the limit of one message.");
        }

        _buffer.Grow(Position, wanted);
    }
}
