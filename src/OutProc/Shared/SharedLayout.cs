using System.Runtime.CompilerServices;

namespace OutProc.Shared;

/// <summary>How processes tell that they mean the same type by the elements of a resource.</summary>
internal static class SharedLayout
{
    /// <summary>The name and the size of a type without references.</summary>
    public static string Of<T>()
        where T : unmanaged
        => $"{typeof(T)}:{Unsafe.SizeOf<T>()}";
}
