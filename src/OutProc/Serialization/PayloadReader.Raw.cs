using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <content>Values without references inside which some bits can be no value. Types without such fields pay nothing.</content>
public ref partial struct PayloadReader
{
    /// <summary>Reads a value without references from its raw memory and checks what is inside.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadRaw<T, TMemory>()
        where TMemory : struct, IRawMemory
    {
        T value = ReadUnmanaged<T>();
        if (TMemory.IsChecked && !RawMemory<T, TMemory>.Plan.Check(ref Unsafe.As<T, byte>(ref value)))
        {
            throw InvalidValue(typeof(T));
        }

        return value;
    }

    /// <summary>Reads values without references, without a header, and checks what is inside.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <param name="values">Where they are put.</param>
    public void ReadSpan<T, TMemory>(Span<T> values)
        where TMemory : struct, IRawMemory
    {
        CopySpan(values);
        if (!TMemory.IsChecked)
        {
            return;
        }

        RawPlan plan = RawMemory<T, TMemory>.Plan;
        for (int i = 0; i < values.Length; i++)
        {
            if (!plan.Check(ref Unsafe.As<T, byte>(ref values[i])))
            {
                throw InvalidElement(typeof(T), i);
            }
        }
    }

    /// <summary>Reads an array of values without references and checks what is inside.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <returns>The array, or <c>null</c>.</returns>
    public T[]? ReadArray<T, TMemory>()
        where TMemory : struct, IRawMemory
    {
        if (!TryReadCollectionHeader(Unsafe.SizeOf<T>(), out int count))
        {
            return null;
        }

        T[] items = AllocateArray<T>(count);
        ReadSpan<T, TMemory>(items);
        return items;
    }

    /// <summary>Reads a list of values without references and checks what is inside.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <typeparam name="TMemory">The copy of its layout.</typeparam>
    /// <returns>The list, or <c>null</c>.</returns>
    public List<T>? ReadList<T, TMemory>()
        where TMemory : struct, IRawMemory
    {
        if (!TryReadCollectionHeader(Unsafe.SizeOf<T>(), out int count))
        {
            return null;
        }

        List<T> items = AllocateList<T>(count);
        ReadSpan<T, TMemory>(CollectionsMarshal.AsSpan(items));
        return items;
    }
}
