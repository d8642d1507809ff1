using System.Runtime.CompilerServices;

namespace OutProc.Shared;

/// <summary>How processes tell that they mean the same type by the elements of a resource.</summary>
internal static class SharedLayout
{
    /// <summary>The name and the size of a type without references.</summary>
    public static string Of<T>()
        where T : unmanaged
        => OfItem<T>();

    /// <summary>The name of a type, and the size of one without references.</summary>
    public static string OfItem<T>()
        => RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? $"{typeof(T)}" : $"{typeof(T)}:{Unsafe.SizeOf<T>()}";
}
