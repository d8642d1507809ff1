using OutProc.Contracts;

namespace OutProc.Shared;

/// <content>
/// What depends on the value that is there: read, computed, and put in place of that very value, or tried again with what is there by then.
/// </content>
public sealed partial class SharedDictionary<TKey, TValue>
{
    /// <summary>The value of a key; puts one there first when there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value for a key that is not there.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The value that is there: the same for all who ask at the same time.</returns>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask<TValue> GetOrAddAsync(TKey key, TValue value, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Add, 0, Encode(key), value, cancellationToken).ConfigureAwait(false);
        return answer.Status == StoreStatus.Ok ? value : answer.Read<TValue>();
    }

    /// <summary>The value of a key; makes one first when there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="create">Makes the value for a key that is not there. When others are faster, what it makes is dropped.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The value that is there: the same for all who ask at the same time.</returns>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask<TValue> GetOrAddAsync(TKey key, Func<TKey, TValue> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        return await TryGetAsync(key, cancellationToken).ConfigureAwait(false) is { Found: true } found
            ? found.Value!
            : await GetOrAddAsync(key, create(key), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the value of a key that must be there. No change that another process makes meanwhile is lost.</summary>
    /// <param name="key">The key.</param>
    /// <param name="update">
    /// Makes the new value of the one that is there. Runs in this process, while nothing is locked; when another process was faster, it
    /// runs again with what
    /// that one has put there.
    /// </param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The new value.</returns>
    /// <exception cref="KeyNotFoundException">The key is not there.</exception>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask<TValue> UpdateAsync(TKey key, Func<TValue, TValue> update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        byte[] encoded = Encode(key);
        StoreAnswer current = await _store.AskAsync(StoreOperation.Get, 0, encoded, cancellationToken).ConfigureAwait(false);
        return await ReplaceAsync(encoded, current, update, cancellationToken).ConfigureAwait(false) is { Found: true } updated
            ? updated.Value!
            : throw IsMissing(key);
    }

    /// <summary>
    /// Puts a value under a key that is not there, or changes the one that is. No change that another process makes meanwhile is lost.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value for a key that is not there.</param>
    /// <param name="update">As in <see cref="UpdateAsync(TKey, Func{TValue, TValue}, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The value that is there now.</returns>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask<TValue> AddOrUpdateAsync(
        TKey key, TValue value, Func<TValue, TValue> update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        byte[] encoded = Encode(key);
        while (true)
        {
            StoreAnswer current = await _store.AskAsync(StoreOperation.Add, 0, encoded, value, cancellationToken).ConfigureAwait(false);
            if (current.Status == StoreStatus.Ok)
            {
                current.Dispose();
                return value;
            }

            if (await ReplaceAsync(encoded, current, update, cancellationToken).ConfigureAwait(false) is { Found: true } updated)
            {
                return updated.Value!;
            }
        }
    }

    /// <summary>Puts a new value in place of what is there, as often as something else is there by then.</summary>
    /// <param name="key">The key.</param>
    /// <param name="current">What is there; disposed here.</param>
    /// <param name="update">Makes the new value.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The new value, or that the key is not there.</returns>
    private async ValueTask<SharedLookup<TValue>> ReplaceAsync(
        byte[] key, StoreAnswer current, Func<TValue, TValue> update, CancellationToken cancellationToken)
    {
        while (true)
        {
            TValue changed;
            using (current)
            {
                if (current.Status == StoreStatus.Missing)
                {
                    return default;
                }

                changed = update(current.Read<TValue>());
            }

            StoreAnswer answer =
                await _store.AskAsync(StoreOperation.Replace, current.Number, key, changed, cancellationToken).ConfigureAwait(false);
            if (answer.Status == StoreStatus.Ok)
            {
                answer.Dispose();
                return new SharedLookup<TValue>(Found: true, changed);
            }

            // Each time this happens, somebody else's change was made.
            current = answer;
        }
    }
}
