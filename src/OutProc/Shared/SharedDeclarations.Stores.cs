namespace OutProc.Shared;

/// <content>Dictionaries and lists.</content>
public sealed partial class SharedDeclarations
{
    /// <summary>What a dictionary or list may hold where nothing else is said.</summary>
    private const long DefaultStoreBytes = 256 << 20;

    /// <summary>Declares a <see cref="SharedDictionary{TKey, TValue}"/>. It is empty at first.</summary>
    /// <typeparam name="TKey">The keys: a type that could be an argument of a call.</typeparam>
    /// <typeparam name="TValue">The values: a type that could be an argument of a call.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="maxBytes">The most memory of the host that its keys and values may take, at least 1.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddDictionary<TKey, TValue>(string name, long maxBytes = DefaultStoreBytes)
        where TKey : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        return Add(SharedDeclaration.Of<SharedDictionary<TKey, TValue>>(name) with
        {
            Words = 0,
            Initialize = entry => entry.Set.Host(entry, new DictionaryStore(maxBytes)),
        });
    }

    /// <summary>Declares a <see cref="SharedList{T}"/>. It is empty at first.</summary>
    /// <typeparam name="T">The items: a type that could be an argument of a call.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="maxBytes">The most memory of the host that its items may take, at least 1.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddList<T>(string name, long maxBytes = DefaultStoreBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        return Add(SharedDeclaration.Of<SharedList<T>>(name) with
        {
            Words = 0,
            Initialize = entry => entry.Set.Host(entry, new ListStore(maxBytes)),
        });
    }
}
