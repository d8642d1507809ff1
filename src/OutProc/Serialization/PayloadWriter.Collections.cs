using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <content>Collections of values without references, which are one block of memory.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Writes an array of values without references.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The array, or <c>null</c>.</param>
    public void WriteArray<T>(T[]? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        if (MayReference<T>(value.Length))
        {
            Reference(value, 0, value.Length);
            return;
        }

        WriteSpan<T>(value);
    }

    /// <summary>Writes a list of values without references.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The list, or <c>null</c>.</param>
    public void WriteList<T>(List<T>? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        WriteSpan<T>(CollectionsMarshal.AsSpan(value));
    }

    /// <summary>Writes a collection of values without references, whatever holds them.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The collection, or <c>null</c>.</param>
    public void WriteEnumerable<T>(IEnumerable<T>? value)
    {
        switch (value)
        {
            case null:
                WriteNullCollection();
                break;
            case T[] array:
                WriteArray(array);
                break;
            case List<T> list:
                WriteSpan<T>(CollectionsMarshal.AsSpan(list));
                break;
            default:
                WriteSpan<T>(Enumerable.ToArray(value));
                break;
        }
    }

    /// <summary>Writes memory that holds values without references.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="value">The memory.</param>
    public void WriteMemory<T>(ReadOnlyMemory<T> value)
    {
        if (MayReference<T>(value.Length) && MemoryMarshal.TryGetArray(value, out ArraySegment<T> segment))
        {
            Reference(segment.Array!, segment.Offset, segment.Count);
            return;
        }

        WriteSpan(value.Span);
    }

    /// <summary>Writes the header and the elements of a collection of values without references.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="values">The elements.</param>
    public void WriteSpan<T>(ReadOnlySpan<T> values)
    {
        ref byte target = ref CopySpan(values);
        RawMemory.Clean<T>(ref target, values.Length);
    }

    private ref byte CopySpan<T>(ReadOnlySpan<T> values)
    {
        RawMemory.Require<T>();
        int size = BeginBlock<T>(values.Length);
        if (size == 0)
        {
            return ref Unsafe.NullRef<byte>();
        }

        ref byte target = ref Take(size);
        Unsafe.CopyBlockUnaligned(ref target, ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), (uint)size);
        return ref target;
    }

    /// <summary>Whether an array is better referenced than copied, and may be: it has no padding that must be zeroed.</summary>
    private static bool MayReference<T>(int count)
        => typeof(T) != typeof(DateTimeOffset)
            && !RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            && (long)count * Unsafe.SizeOf<T>() >= PayloadFormat.MinSegment;

    private void Reference<T>(T[] array, int offset, int count)
    {
        int size = BeginBlock<T>(count);
        if ((long)Written + size > _maxBytes)
        {
            throw PayloadFormat.TooLarge(_maxBytes);
        }

        _buffer.AddSegment(new PayloadSegment(_position, array, offset * Unsafe.SizeOf<T>(), size));
        _referenced += size;
        _span = Limited(_buffer.FullSpan);
    }

    /// <summary>Writes the header of values without references.</summary>
    /// <returns>The number of bytes they take.</returns>
    private int BeginBlock<T>(int count)
    {
        long size = (long)count * Unsafe.SizeOf<T>();
        if (size > _maxBytes)
        {
            throw new PayloadException(
                $"{count} elements of {Unsafe.SizeOf<T>()} bytes are more than {_maxBytes} bytes, the limit of one message.");
        }

        WriteCollectionHeader(count);
        return (int)size;
    }
}
