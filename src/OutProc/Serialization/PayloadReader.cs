using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <summary>Reads one payload in the MemoryPack format. Every length, count and depth is checked before it is acted on.</summary>
/// <remarks>A ref struct for one thread, over memory that nobody else can write.</remarks>
public ref struct PayloadReader
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _span;
    private readonly int _maxDepth;
    private int _position;
    private int _depth;

    internal PayloadReader(ReadOnlySpan<byte> payload, PayloadOptions options)
    {
        _span = payload;
        _maxDepth = options.MaxDepth;
    }

    /// <summary>The number of bytes read so far.</summary>
    public readonly int Consumed => _position;

    /// <summary>The number of bytes not read yet.</summary>
    public readonly int Remaining => _span.Length - _position;

    /// <summary>Reads a value without references from its raw memory.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadUnmanaged<T>() => Unsafe.ReadUnaligned<T>(ref MemoryMarshal.GetReference(Take(Unsafe.SizeOf<T>())));

    /// <summary>Reads an array of values without references from one block.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The array, or <c>null</c>.</returns>
    public T[]? ReadArray<T>()
        where T : struct
        => TryReadCollectionHeader(Unsafe.SizeOf<T>(), out int count)
            ? MemoryMarshal.Cast<byte, T>(Take(count * Unsafe.SizeOf<T>())).ToArray()
            : null;

    /// <summary>Reads the header of an object.</summary>
    /// <param name="memberCount">The number of members that follow.</param>
    /// <returns><c>false</c> when the object is null.</returns>
    public bool TryReadObjectHeader(out int memberCount)
    {
        memberCount = ReadUnmanaged<byte>();
        if (memberCount is >= 250 and <= 254)
        {
            throw Invalid($"{memberCount} is not a valid object header");
        }

        return memberCount != 255;
    }

    /// <summary>Reads the header of a collection and checks that its elements can be present.</summary>
    /// <param name="minElementSize">The smallest number of bytes one element takes; at least 1.</param>
    /// <param name="count">The number of elements that follow.</param>
    /// <returns><c>false</c> when the collection is null.</returns>
    public bool TryReadCollectionHeader(int minElementSize, out int count)
    {
        count = ReadUnmanaged<int>();
        if (count == -1)
        {
            return false;
        }

        if (count < 0 || (long)count * minElementSize > Remaining)
        {
            throw Invalid($"a collection claims {count} elements, but {Remaining} bytes remain");
        }

        return true;
    }

    /// <summary>Reads a string in either encoding.</summary>
    /// <returns>The string, or <c>null</c>.</returns>
    public string? ReadString()
    {
        int header = ReadUnmanaged<int>();
        switch (header)
        {
            case -1:
                return null;
            case 0:
                return "";
            case > 0:
                if (header > Remaining / 2)
                {
                    throw Invalid($"a string claims {header} characters, but {Remaining} bytes remain");
                }

                return new string(MemoryMarshal.Cast<byte, char>(Take(header * 2)));
            default:
                return ReadUtf8(~header);
        }
    }

    /// <summary>Counts one level of nesting. Paired with <see cref="Leave"/>.</summary>
    public void Enter()
    {
        if (++_depth > _maxDepth)
        {
            throw Invalid($"the value is nested more than {_maxDepth} levels deep");
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    /// <summary>Ends one level of nesting.</summary>
    public void Leave() => _depth--;

    internal readonly void ExpectEnd()
    {
        if (Remaining != 0)
        {
            throw Invalid($"{Remaining} bytes are left after the last value");
        }
    }

    internal readonly PayloadException Invalid(string reason, Exception? inner = null)
        => new($"The payload is not valid: {reason}.", inner) { Offset = _position };

    private string ReadUtf8(int byteCount)
    {
        int charCount = ReadUnmanaged<int>();
        if (byteCount > Remaining || charCount > byteCount)
        {
            throw Invalid($"a string claims {byteCount} bytes and {charCount} characters, but {Remaining} bytes remain");
        }

        ReadOnlySpan<byte> utf8 = Take(byteCount);
        if (charCount <= 0)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        string text;
        try
        {
            text = s_strictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw Invalid("a string is not valid UTF-8", e);
        }

        return text.Length == charCount ? text : throw Invalid($"a string claims {charCount} characters but has {text.Length}");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int size)
    {
        if (size > Remaining)
        {
            ThrowTooShort(size);
        }

        ReadOnlySpan<byte> taken = _span.Slice(_position, size);
        _position += size;
        return taken;
    }

    private readonly void ThrowTooShort(int size) => throw Invalid($"{size} bytes are needed, but {Remaining} remain");
}
