using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <summary>Writes one payload in the MemoryPack format into pooled memory that grows as needed.</summary>
/// <remarks>A ref struct for one thread. Values follow each other without padding or names; the static types on both sides are the schema.</remarks>
public ref struct PayloadWriter
{
    private readonly PayloadBuffer _buffer;
    private readonly int _maxDepth;
    private readonly int _maxBytes;
    private Span<byte> _span;
    private int _position;
    private int _depth;

    internal PayloadWriter(PayloadBuffer buffer, PayloadOptions options)
    {
        _buffer = buffer;
        _maxDepth = options.MaxDepth;
        _maxBytes = options.MaxMessageBytes;
        _span = buffer.FullSpan;
    }

    /// <summary>The number of bytes written so far.</summary>
    public readonly int Written => _position;

    /// <summary>Writes a value without references as its raw memory.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T>(T value)
    {
        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(Take(Unsafe.SizeOf<T>())), value);
    }

    /// <summary>Writes an array of values without references as one block.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The array, or <c>null</c>.</param>
    public void WriteArray<T>(T[]? value)
        where T : struct
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        WriteCollectionHeader(value.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes<T>(value);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Writes the header of an object that is not null.</summary>
    /// <param name="memberCount">The number of members that follow, 0 to 249.</param>
    public void WriteObjectHeader(int memberCount) => WriteUnmanaged((byte)memberCount);

    /// <summary>Writes a null object.</summary>
    public void WriteNullObject() => WriteUnmanaged((byte)255);

    /// <summary>Writes the header of a collection that is not null.</summary>
    /// <param name="count">The number of elements that follow.</param>
    public void WriteCollectionHeader(int count) => WriteUnmanaged(count);

    /// <summary>Writes a null collection.</summary>
    public void WriteNullCollection() => WriteUnmanaged(-1);

    /// <summary>Writes a string as UTF-8.</summary>
    /// <param name="value">The string, or <c>null</c>.</param>
    /// <exception cref="PayloadException">The string has a lone surrogate, which UTF-8 cannot carry.</exception>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        if (value.Length == 0)
        {
            WriteCollectionHeader(0);
            return;
        }

        int bytes;
        try
        {
            bytes = s_strictUtf8.GetByteCount(value);
        }
        catch (EncoderFallbackException e)
        {
            throw new PayloadException("A string holds a lone surrogate, which UTF-8 cannot carry.", e);
        }

        WriteUnmanaged(~bytes);
        WriteUnmanaged(value.Length);
        s_strictUtf8.GetBytes(value, Take(bytes));
    }

    /// <summary>Counts one level of nesting. Paired with <see cref="Leave"/>.</summary>
    /// <exception cref="PayloadException">The value is nested deeper than the limit; it may contain itself.</exception>
    public void Enter()
    {
        if (++_depth > _maxDepth)
        {
            throw new PayloadException($"The value is nested more than {_maxDepth} levels deep; it may contain itself.");
        }
    }

    /// <summary>Ends one level of nesting.</summary>
    public void Leave() => _depth--;

    internal readonly void Complete() => _buffer.Length = _position;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Take(int size)
    {
        if (size > _span.Length - _position)
        {
            Grow(size);
        }

        Span<byte> taken = _span.Slice(_position, size);
        _position += size;
        return taken;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        if ((long)_position + size > _maxBytes)
        {
            throw new PayloadException($"The payload is larger than {_maxBytes} bytes, the limit of one message.");
        }

        _span = _buffer.Grow(_position, size);
    }
}
