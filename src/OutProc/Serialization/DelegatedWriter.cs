using System.Buffers;
using System.ComponentModel;

namespace OutProc.Serialization;

/// <summary>What another serializer writes a value into: the memory of the payload, from where it stands.</summary>
/// <remarks>A mutable struct: it is passed by reference, and ended with <see cref="PayloadWriter.EndDelegated"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DelegatedWriter : IBufferWriter<byte>
{
    private readonly PayloadBuffer _buffer;
    private readonly int _maxBytes;
    private readonly int _referenced;

    internal DelegatedWriter(PayloadBuffer buffer, int position, int referenced, int maxBytes)
    {
        _buffer = buffer;
        _referenced = referenced;
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

    private readonly int Available => Math.Min(_buffer.FullSpan.Length, _maxBytes - _referenced) - Position;

    private readonly void Reserve(int sizeHint)
    {
        int wanted = Math.Max(sizeHint, 1);
        if (Available >= wanted)
        {
            return;
        }

        if ((long)Position + _referenced + wanted > _maxBytes)
        {
            throw PayloadFormat.TooLarge(_maxBytes);
        }

        _buffer.Grow(Position, wanted);
    }
}
