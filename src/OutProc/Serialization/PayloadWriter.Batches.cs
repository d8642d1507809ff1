using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <content>Neighbouring members without references, behind one check of the remaining space.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Writes two values without references, one after the other.</summary>
    /// <typeparam name="T1">The type of the first value, without references.</typeparam>
    /// <typeparam name="T2">The type of the second value, without references.</typeparam>
    /// <param name="value1">The first value.</param>
    /// <param name="value2">The second value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1, T2>(T1 value1, T2 value2)
    {
        RawMemory.Require<(T1, T2)>();
        ref byte target = ref Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>());
        RawMemory.Store(ref target, value1);
        RawMemory.Store(ref Unsafe.Add(ref target, Unsafe.SizeOf<T1>()), value2);
    }

    /// <summary>Writes three values without references, one after the other.</summary>
    /// <typeparam name="T1">The type of the first value, without references.</typeparam>
    /// <typeparam name="T2">The type of the second value, without references.</typeparam>
    /// <typeparam name="T3">The type of the third value, without references.</typeparam>
    /// <param name="value1">The first value.</param>
    /// <param name="value2">The second value.</param>
    /// <param name="value3">The third value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1, T2, T3>(T1 value1, T2 value2, T3 value3)
    {
        RawMemory.Require<(T1, T2, T3)>();
        ref byte target = ref Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>());
        RawMemory.Store(ref target, value1);
        RawMemory.Store(ref Unsafe.Add(ref target, Unsafe.SizeOf<T1>()), value2);
        RawMemory.Store(ref Unsafe.Add(ref target, Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>()), value3);
    }

    /// <summary>Writes four values without references, one after the other.</summary>
    /// <typeparam name="T1">The type of the first value, without references.</typeparam>
    /// <typeparam name="T2">The type of the second value, without references.</typeparam>
    /// <typeparam name="T3">The type of the third value, without references.</typeparam>
    /// <typeparam name="T4">The type of the fourth value, without references.</typeparam>
    /// <param name="value1">The first value.</param>
    /// <param name="value2">The second value.</param>
    /// <param name="value3">The third value.</param>
    /// <param name="value4">The fourth value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnmanaged<T1, T2, T3, T4>(T1 value1, T2 value2, T3 value3, T4 value4)
    {
        RawMemory.Require<(T1, T2, T3, T4)>();
        ref byte target = ref Take(Unsafe.SizeOf<T1>() + Unsafe.SizeOf<T2>() + Unsafe.SizeOf<T3>() + Unsafe.SizeOf<T4>());
        RawMemory.Store(ref target, value1);
        target = ref Unsafe.Add(ref target, Unsafe.SizeOf<T1>());
        RawMemory.Store(ref target, value2);
        target = ref Unsafe.Add(ref target, Unsafe.SizeOf<T2>());
        RawMemory.Store(ref target, value3);
        RawMemory.Store(ref Unsafe.Add(ref target, Unsafe.SizeOf<T3>()), value4);
    }
}
