namespace OutProc.Shared;

/// <content>Values and memory.</content>
public sealed partial class SharedDeclarations
{
    /// <summary>Declares a <see cref="SharedValue{T}"/>.</summary>
    /// <typeparam name="T">A type without references, of 8 bytes at most.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="initial">The first value.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddValue<T>(string name, T initial = default)
        where T : unmanaged
        => Add(SharedDeclaration.Of<SharedValue<T>>(name) with { Initialize = entry => entry.Open<SharedValue<T>>().Exchange(initial) });

    /// <summary>Declares a <see cref="SharedArray{T}"/>. It is zero at first.</summary>
    /// <typeparam name="T">The elements: a type without references.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="length">The number of elements, at least 0.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddArray<T>(string name, int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Add(SharedDeclaration.Of<SharedArray<T>>(name) with
        {
            Words = 0,
            MemoryBytes = SharedArray<T>.SizeOf(length),
            Parameters = [length],
        });
    }

    /// <summary>Declares a <see cref="SharedSnapshot{T}"/>. Nothing is published in it at first.</summary>
    /// <typeparam name="T">The value: what could be an argument of a call.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="maxBytes">The largest value, in bytes of its payload. What is not used takes no memory.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken, or <paramref name="maxBytes"/> is less than 1.</exception>
    /// <exception cref="Contracts.SharedResourceException">Values of that type cannot be written.</exception>
    public SharedDeclarations AddSnapshot<T>(string name, int maxBytes = 1 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        SharedCodec<T>.Require();
        return Add(SharedDeclaration.Of<SharedSnapshot<T>>(name) with
        {
            Words = 2,
            MemoryBytes = (nuint)SnapshotLayout.LengthOf(name, maxBytes),
            Parameters = [maxBytes],
        });
    }
}
