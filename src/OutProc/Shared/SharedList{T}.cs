using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A list that every process of a pool can use. It lies in the memory of the host; the others ask for what they need.</summary>
/// <typeparam name="T">The type of the items. What is read is a copy: to change it changes nothing until it is put back.</typeparam>
/// <remarks>
/// Thread-safe. Each operation is done at one moment, whole or not at all, whatever becomes of the process that asks. A cancelled one may
/// have been done.
/// An index means what lies there when the operation is done: others may have put items in front of it meanwhile. Owned by the pool; gone
/// with it.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "It is a list, although not one of a single process.")]
public sealed class SharedList<T> : ISharedResource<SharedList<T>>, IAsyncEnumerable<T>
{
    private readonly SharedEntry _entry;
    private readonly StoreClient _store;

    internal SharedList(SharedEntry entry)
    {
        _entry = entry;
        _store = new StoreClient(entry);
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _store.Name;

    static SharedKind ISharedResource<SharedList<T>>.Kind => SharedKind.List;

    static string ISharedResource<SharedList<T>>.Layout => typeof(T).ToString();

    SharedEntry ISharedResource<SharedList<T>>.Entry => _entry;

    static SharedList<T> ISharedResource<SharedList<T>>.Open(SharedEntry entry) => new(entry);

    /// <summary>How many items there are.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The number.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Count, 0, [], cancellationToken).ConfigureAwait(false);
        return (int)answer.Number;
    }

    /// <summary>Adds an item at the end.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>Its index.</returns>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public ValueTask<int> AddAsync(T item, CancellationToken cancellationToken = default) => AddRangeAsync([item], cancellationToken);

    /// <summary>Adds items at the end, all or none, with no other between them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The index of the first.</returns>
    /// <exception cref="SharedResourceException">There is no room for them, or the pool is disposed.</exception>
    public async ValueTask<int> AddRangeAsync(IEnumerable<T> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        using StoreAnswer answer = await _store.AskAboutAllAsync(StoreOperation.Add, items, cancellationToken).ConfigureAwait(false);
        return (int)answer.Number;
    }

    /// <summary>The item at an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A copy of the item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<T> GetAsync(int index, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Get, 0, Encode(index), cancellationToken).ConfigureAwait(false);
        Check(answer, index);
        return answer.Read<T>();
    }

    /// <summary>Puts an item in place of the one at an index.</summary>
    /// <param name="index">The index.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask SetAsync(int index, T item, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Set, 0, Encode(index), item, cancellationToken).ConfigureAwait(false);
        Check(answer, index);
    }

    /// <summary>Changes the item at an index. No change that another process makes meanwhile is lost.</summary>
    /// <param name="index">The index.</param>
    /// <param name="update">
    /// Makes the new item of the one that is there. Runs in this process, while nothing is locked; when another process was faster, it runs
    /// again with what
    /// lies at the index by then.
    /// </param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The new item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask<T> UpdateAsync(int index, Func<T, T> update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        byte[] encoded = Encode(index);
        StoreAnswer current = await _store.AskAsync(StoreOperation.Get, 0, encoded, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            T changed;
            using (current)
            {
                Check(current, index);
                changed = update(current.Read<T>());
            }

            StoreAnswer answer =
                await _store.AskAsync(StoreOperation.Replace, current.Number, encoded, changed, cancellationToken).ConfigureAwait(false);
            if (answer.Status == StoreStatus.Ok)
            {
                answer.Dispose();
                return changed;
            }

            // Each time this happens, somebody else's change was made.
            current = answer;
        }
    }

    /// <summary>Puts an item in front of the one at an index.</summary>
    /// <param name="index">The index; the count, to put it at the end.</param>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    /// <exception cref="SharedResourceException">There is no room for it, or the pool is disposed.</exception>
    public async ValueTask InsertAsync(int index, T item, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Insert, 0, Encode(index), item, cancellationToken).ConfigureAwait(false);
        Check(answer, index);
    }

    /// <summary>Takes the item at an index away.</summary>
    /// <param name="index">The index.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The item. Of several who take it, one gets it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<T> RemoveAtAsync(int index, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Remove, 0, Encode(index), cancellationToken).ConfigureAwait(false);
        Check(answer, index);
        return answer.Read<T>();
    }

    /// <summary>Where an item is. Two items are the same when their payloads are: their own <c>Equals</c> has no say.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The index of the first such item, or -1.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask<int> IndexOfAsync(T item, CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Find, 0, [], item, cancellationToken).ConfigureAwait(false);
        return answer.Status == StoreStatus.Ok ? (int)answer.Number : -1;
    }

    /// <summary>Takes all items away.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask ClearAsync(CancellationToken cancellationToken = default)
        => (await _store.AskAsync(StoreOperation.Clear, 0, [], cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>All there is, as it is at one moment.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>The items in order.</returns>
    /// <exception cref="SharedResourceException">It is too large for one message, or the pool is disposed.</exception>
    public async ValueTask<T[]> ToArrayAsync(CancellationToken cancellationToken = default)
    {
        using StoreAnswer answer = await _store.AskAsync(StoreOperation.Snapshot, 0, [], cancellationToken).ConfigureAwait(false);
        return [.. ReadAll(answer)];
    }

    /// <summary>Walks through all there is by index, some at a time.</summary>
    /// <param name="cancellationToken">Gives the walk up.</param>
    /// <returns>The items in order. Where others insert or remove meanwhile, an item may be seen twice or not at all.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        long position = 0;
        while (position >= 0)
        {
            List<T> page;
            using (StoreAnswer answer = await _store.AskAsync(StoreOperation.Page, position, [], cancellationToken).ConfigureAwait(false))
            {
                page = ReadAll(answer);
                position = answer.Number;
            }

            foreach (T item in page)
            {
                yield return item;
            }
        }
    }

    private static byte[] Encode(int index)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, index);
        return bytes;
    }

    private List<T> ReadAll(StoreAnswer answer)
    {
        var items = new List<T>();
        ReadOnlySpan<byte> rest = answer.Rest;
        while (rest.Length > 0)
        {
            items.Add(_store.Decode<T>(StoreItems.Next(ref rest)));
        }

        return items;
    }

    private void Check(StoreAnswer answer, int index)
    {
        if (answer.Status == StoreStatus.OutOfRange)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The shared list '{Name}' has {answer.Number} items.");
        }
    }
}
