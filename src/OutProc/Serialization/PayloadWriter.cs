using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <summary>Writes one payload in the MemoryPack format into pooled memory that grows as needed.</summary>
/// <remarks>
/// A ref struct for one thread. Values follow each other without padding or names; the static types on both sides are the schema.
/// </remarks>
public ref partial struct PayloadWriter
{
    private readonly PayloadBuffer _buffer;
    private readonly int _maxDepth;
    private readonly int _maxBytes;
    private Span<byte> _span;
    private int _position;
    private int _depth;

    /// <summary>The bytes of the payload that lie in arrays of the value.</summary>
    private int _referenced;

    /// <summary>The objects written so far that others may refer to; <c>null</c> until there is one.</summary>
    private Dictionary<object, uint>? _references;

    internal PayloadWriter(PayloadBuffer buffer, PayloadOptions options)
    {
        _buffer = buffer;
        _maxDepth = options.MaxDepth;
        _maxBytes = options.MaxMessageBytes;
        Resources = options.Resources;
        buffer.Clear();
        _span = Limited(buffer.FullSpan);
    }

    /// <summary>The shared resources of the sender.</summary>
    internal object? Resources { get; }

    /// <summary>The number of bytes written so far.</summary>
    public readonly int Written => _position + _referenced;

    /// <summary>Writes a value without references as its raw memory.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T>(T value)
    {
        RawMemory.Require<T>();
        RawMemory.Store(ref Take(Unsafe.SizeOf<T>()), value);
    }

    /// <summary>Writes the header of an object that is not null.</summary>
    /// <param name="memberCount">The number of members that follow, 0 to 249.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteObjectHeader(int memberCount) => Take(1) = (byte)memberCount;

    /// <summary>Writes a null object.</summary>
    public void WriteNullObject() => Take(1) = PayloadFormat.NullObject;

    /// <summary>Writes the header of a collection that is not null.</summary>
    /// <param name="count">The number of elements that follow.</param>
    public void WriteCollectionHeader(int count) => WriteUnmanaged(count);

    /// <summary>Writes a null collection or string.</summary>
    public void WriteNullCollection() => WriteUnmanaged(PayloadFormat.NullCollection);

    /// <summary>Counts one level of nesting. Paired with <see cref="Leave"/>.</summary>
    /// <exception cref="PayloadException">The value is nested deeper than the limit; it may contain itself.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > _maxDepth)
        {
            ThrowTooDeep();
        }

        if ((_depth & PayloadFormat.StackCheckMask) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ThrowNoStack();
        }
    }

    /// <summary>Ends one level of nesting.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Puts something beside the payload, which becomes the payload's.</summary>
    internal readonly void Attach(long ticket, SafeHandle handle) => _buffer.Attach(new PayloadAttachment(ticket, handle));

    internal void Complete()
    {
        _buffer.InlineLength = _position;
        ReturnReferences();
    }

    /// <summary>The next <paramref name="size"/> bytes, as the position behind them becomes current.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int size)
    {
        int position = _position;
        if (size > _span.Length - position)
        {
            Grow(size);
        }

        _position = position + size;
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        if ((long)Written + size > _maxBytes)
        {
            throw PayloadFormat.TooLarge(_maxBytes);
        }

        _span = Limited(_buffer.Grow(_position, size));
    }

    private readonly Span<byte> Limited(Span<byte> memory)
        => memory.Length <= _maxBytes - _referenced ? memory : memory[..(_maxBytes - _referenced)];

    private readonly void ThrowTooDeep()
        => throw new PayloadException($"The value is nested more than {_maxDepth} levels deep; it may contain itself.");

    private readonly void ThrowNoStack()
        => throw new PayloadException($"The value is nested {_depth} levels deep, for which the stack of this thread is too small.");
}
