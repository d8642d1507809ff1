using System.Diagnostics.CodeAnalysis;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>
/// A dictionary that every process of a pool can use. It lies in the memory of the host; the others ask for what they need.
/// </summary>
/// <typeparam name="TKey">
/// The type of the keys. Two keys are the same when their payloads are: their own <c>Equals</c> has no say.
/// </typeparam>
/// <typeparam name="TValue">
/// The type of the values. What is read is a copy: to change it changes nothing until it is put back, at best by
/// <see cref="UpdateAsync(TKey, Func{TValue, TValue}, CancellationToken)"/>.
/// </typeparam>
/// <remarks>
/// Thread-safe. Each operation is done at one moment, whole or not at all, whatever becomes of the process that asks. A cancelled one may
/// have been done.
/// Owned by the pool; gone with it.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a dictionary, although not one of a single process.")]
public sealed partial class SharedDictionary<TKey, TValue> : ISharedResource<SharedDictionary<TKey, TValue>>, IAsyncEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private readonly SharedEntry _entry;
    private readonly StoreClient _store;

    internal SharedDictionary(SharedEntry entry)
    {
        _entry = entry;
        _store = new StoreClient(entry);
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _store.Name;

    static SharedKind ISharedResource<SharedDictionary<TKey, TValue>>.Kind => SharedKind.Dictionary;

    static string ISharedResource<SharedDictionary<TKey, TValue>>.Layout => $"{typeof(TKey)}, {typeof(TValue)}";

    SharedEntry ISharedResource<SharedDictionary<TKey, TValue>>.Entry => _entry;

    static SharedDictionary<TKey, TValue> ISharedResource<SharedDictionary<TKey, TValue>>.Open(SharedEntry entry) => new(entry);

    /// <summary>How many keys there are.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The number.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Count, 0, [], cancellationToken).ConfigureAwait(false);
        return (int)answer.Number;
    }

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns><c>true</c> when it is.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<bool> ContainsKeyAsync(TKey key, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Find, 0, Encode(key), cancellationToken).ConfigureAwait(false);
        return answer.Status == StoreStatus.Ok;
    }

    /// <summary>The value of a key that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A copy of the value.</returns>
    /// <exception cref="KeyNotFoundException">The key is not there.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken = default)
        => await TryGetAsync(key, cancellationToken).ConfigureAwait(false) is { Found: true } found ? found.Value! : throw IsMissing(key);

    /// <summary>The value of a key, if it is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>Whether it is there, and a copy of the value.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<SharedLookup<TValue>> TryGetAsync(TKey key, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Get, 0, Encode(key), cancellationToken).ConfigureAwait(false);
        return Lookup(answer);
    }

    /// <summary>Puts a value under a key, whether it is there or not.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask SetAsync(TKey key, TValue value, CancellationToken cancellationToken = default)
        => (await _store.AskAsync(StoreOperation.Set, 0, Encode(key), value, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Puts a value under a key that is not there yet.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns><c>false</c> when the key is there; nothing is changed then.</returns>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask<bool> TryAddAsync(TKey key, TValue value, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Add, 0, Encode(key), value, cancellationToken).ConfigureAwait(false);
        return answer.Status == StoreStatus.Ok;
    }

    /// <summary>Takes a key away.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>Whether it was there, and its value. Of several who take the same key, one gets it.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<SharedLookup<TValue>> TryRemoveAsync(TKey key, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Remove, 0, Encode(key), cancellationToken).ConfigureAwait(false);
        return Lookup(answer);
    }

    /// <summary>Takes all keys away.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask ClearAsync(CancellationToken cancellationToken = default)
        => (await _store.AskAsync(StoreOperation.Clear, 0, [], cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>All there is, as it is at one moment.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The keys and values, in no particular order.</returns>
    /// <exception cref="SharedResourceException">It is too large for one message, or the pool is disposed.</exception>
    public async ValueTask<KeyValuePair<TKey, TValue>[]> ToArrayAsync(CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Snapshot, 0, [], cancellationToken).ConfigureAwait(false);
        return [.. ReadAll(answer)];
    }

    /// <summary>Walks through all there is, some at a time.</summary>
    /// <param name="cancellationToken">Gives the walk up.</param>
    /// <returns>
    /// The keys and values. What is there from the beginning of the walk to its end is seen once; what comes or goes meanwhile may be seen
    /// or not.
    /// </returns>
    public async IAsyncEnumerator<KeyValuePair<TKey, TValue>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        long position = 0;
        while (position >= 0)
        {
            List<KeyValuePair<TKey, TValue>> page;
            using (StoreAnswer answer = await _store.AskAsync(StoreOperation.Page, position, [], cancellationToken).ConfigureAwait(false))
            {
                page = ReadAll(answer);
                position = answer.Number;
            }

            foreach (KeyValuePair<TKey, TValue> entry in page)
            {
                yield return entry;
            }
        }
    }

    private static SharedLookup<TValue> Lookup(StoreAnswer answer)
        => answer.Status == StoreStatus.Missing ? default : new SharedLookup<TValue>(Found: true, answer.Read<TValue>());

    private List<KeyValuePair<TKey, TValue>> ReadAll(StoreAnswer answer)
    {
        var entries = new List<KeyValuePair<TKey, TValue>>();
        ReadOnlySpan<byte> rest = answer.Rest;
        while (rest.Length > 0)
        {
            TKey key = _store.Decode<TKey>(StoreItems.Next(ref rest));
            entries.Add(new(key, _store.Decode<TValue>(StoreItems.Next(ref rest))));
        }

        return entries;
    }

    private byte[] Encode(TKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _store.Encode(key);
    }

    private KeyNotFoundException IsMissing(TKey key) => new($"The key '{key}' is not in the shared dictionary '{Name}'.");
}
