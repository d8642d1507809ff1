using System.ComponentModel;
using OutProc.Shared;

namespace OutProc.CompilerServices;

/// <summary>Where emitted code says how the items of shared resources are written and read. Part of the surface of emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedItemCodecs
{
    /// <summary>
    /// Registers a codec. Called when a module that names a shared resource of <typeparamref name="T"/> is loaded, before any of its code runs. Several
    /// modules may do so for one type: the first counts, for all are emitted from the same type.
    /// </summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TCodec">The emitted codec.</typeparam>
    public static void Register<T, TCodec>()
        where TCodec : ISharedItemCodec<T>
        => SharedCodec<T>.Register(new EmittedItemCodec<T, TCodec>());
}
