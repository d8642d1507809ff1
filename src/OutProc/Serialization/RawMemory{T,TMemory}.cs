using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <summary>The plan of a type, made when its first value crosses.</summary>
internal static class RawMemory<T, TMemory>
    where TMemory : struct, IRawMemory
{
    public static readonly RawPlan Plan = RawLayout.PlanOf<T, TMemory>();

    /// <summary>
    /// Stores a value with its padding zeroed. It is cleaned before it is stored, as the target may be memory that the peer reads, and
    /// copied as bytes, because a copy of fields would leave what lay between them in the target.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreClean(ref byte target, T value)
    {
        ref byte memory = ref Unsafe.As<T, byte>(ref value);
        Plan.Clean(ref memory, 1);
        Unsafe.CopyBlockUnaligned(ref target, ref memory, (uint)Unsafe.SizeOf<T>());
    }
}
