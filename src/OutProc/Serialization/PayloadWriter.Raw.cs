using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <content>
/// Values without references that may have padding, which is zeroed before it leaves the process: it may hold anything that lay in the
/// memory before. For types without padding the question is a constant to the JIT, and nothing of it remains.
/// </content>
public ref partial struct PayloadWriter
{
    /// <summary>Writes a value without references as its raw memory, with its padding zeroed.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw<T, TMemory>(T value)
        where TMemory : struct, IRawMemory
    {
        RawMemory.Require<T>();
        ref byte target = ref Take(Unsafe.SizeOf<T>());
        if (TMemory.DataSize == Unsafe.SizeOf<T>())
        {
            Unsafe.WriteUnaligned(ref target, value);
        }
        else
        {
            RawMemory<T, TMemory>.StoreClean(ref target, value);
        }
    }

    /// <summary>Writes a flag, zeroes, and the value if there is one.</summary>
    /// <typeparam name="T">A type without references and without padding.</typeparam>
    /// <param name="value">The value, or <c>null</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNullable<T>(T? value)
        where T : struct
    {
        RawMemory.Require<T>();
        ref byte target = ref Take(Unsafe.SizeOf<T?>());
        Unsafe.InitBlockUnaligned(ref target, 0, (uint)Unsafe.SizeOf<T?>());
        if (value.HasValue)
        {
            // The flag is first and the value is aligned to its own alignment, of which its size is a multiple.
            target = 1;
            RawMemory.Store(ref Unsafe.Add(ref target, Unsafe.SizeOf<T?>() - Unsafe.SizeOf<T>()), value.GetValueOrDefault());
        }
    }

    /// <summary>Writes an array of values without references, with their padding zeroed.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <param name="value">The array, or <c>null</c>.</param>
    public void WriteArray<T, TMemory>(T[]? value)
        where TMemory : struct, IRawMemory
    {
        if (value is null)
        {
            WriteNullCollection();
        }
        else if (TMemory.DataSize == Unsafe.SizeOf<T>() && MayReference<T>(value.Length))
        {
            Reference(value, 0, value.Length);
        }
        else
        {
            WriteSpan<T, TMemory>(value);
        }
    }

    /// <summary>Writes the header and the elements of a collection of values without references, with their padding zeroed.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <param name="values">The elements.</param>
    public void WriteSpan<T, TMemory>(ReadOnlySpan<T> values)
        where TMemory : struct, IRawMemory
    {
        ref byte target = ref CopySpan(values);
        if (TMemory.DataSize != Unsafe.SizeOf<T>())
        {
            RawMemory<T, TMemory>.Plan.Clean(ref target, values.Length);
        }
    }
}
