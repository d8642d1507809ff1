using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <summary>Guards the paths that copy values as bytes.</summary>
internal static class RawMemory
{
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

    private static void Throw(Type type)
        => throw new NotSupportedException($"{type} contains references and cannot be written as raw memory.");
}
