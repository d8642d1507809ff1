namespace OutProc.Shared;

/// <summary>Something that all workers of a pool and their host have in common, known by a name.</summary>
/// <typeparam name="TSelf">The resource itself.</typeparam>
/// <remarks>Implemented by the types of this library only: each process makes its own view of the resource from the same few facts.</remarks>
public interface ISharedResource<TSelf>
    where TSelf : class, ISharedResource<TSelf>
{
    /// <summary>The name it was declared with.</summary>
    string Name { get; }

    /// <summary>What the resource is.</summary>
    internal static abstract SharedKind Kind { get; }

    /// <summary>What all processes must agree on about its elements; <c>null</c> when it has none.</summary>
    internal static abstract string? Layout { get; }

    /// <summary>The entry that this is the view of.</summary>
    internal SharedEntry Entry { get; }

    /// <summary>Makes this process's view of an entry of this kind and layout. Called once for each entry.</summary>
    internal static abstract TSelf Open(SharedEntry entry);
}
