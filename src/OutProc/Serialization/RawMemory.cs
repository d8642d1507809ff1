using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <summary>Guards the paths that copy values as bytes.</summary>
internal static class RawMemory
{
    /// <summary>
    /// Whether this runtime keeps the minutes of a <see cref="DateTimeOffset"/> first, then four bytes of padding, then the ticks.
    /// </summary>
    public static readonly bool IsDateTimeOffsetKnown = ProbeDateTimeOffset();

    /// <summary>
    /// Refuses types with references, whose bytes are addresses. A constant for the JIT: nothing remains of it for other types.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require<T>()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Throw(typeof(T));
        }
    }

    /// <summary>
    /// Stores a value whose type is one of the framework's. Of those only <see cref="DateTimeOffset"/> has padding, which is zeroed: it
    /// may hold anything that lay on the stack before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(ref byte target, T value)
    {
        if (typeof(T) == typeof(DateTimeOffset))
        {
            ref byte memory = ref Unsafe.As<T, byte>(ref value);
            CleanDateTimeOffset(ref memory);
            Unsafe.CopyBlockUnaligned(ref target, ref memory, (uint)Unsafe.SizeOf<DateTimeOffset>());
        }
        else
        {
            Unsafe.WriteUnaligned(ref target, value);
        }
    }

    /// <summary>Zeroes the padding of values that were copied as a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clean<T>(ref byte target, int count)
    {
        if (typeof(T) == typeof(DateTimeOffset))
        {
            for (int i = 0; i < count; i++)
            {
                CleanDateTimeOffset(ref Unsafe.Add(ref target, i * Unsafe.SizeOf<DateTimeOffset>()));
            }
        }
    }

    private static void CleanDateTimeOffset(ref byte target)
    {
        if (IsDateTimeOffsetKnown)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, sizeof(int)), 0);
        }
    }

    private static bool ProbeDateTimeOffset()
    {
        var value = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(-61));
        ref byte memory = ref Unsafe.As<DateTimeOffset, byte>(ref value);
        return Unsafe.SizeOf<DateTimeOffset>() == 2 * sizeof(long)
            && MemoryMarshal.Read<int>(MemoryMarshal.CreateReadOnlySpan(ref memory, sizeof(int))) == -61
            && Unsafe.ReadUnaligned<long>(ref Unsafe.Add(ref memory, sizeof(long))) == value.UtcTicks;
    }

    private static void Throw(Type type)
        => throw new NotSupportedException($"{type} contains references and cannot be written as raw memory.");
}
