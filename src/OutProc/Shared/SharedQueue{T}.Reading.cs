using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <content>Reading: items that are the reader's affair from the moment they are read.</content>
public sealed partial class SharedQueue<T>
{
    /// <summary>Reads an item if there is one. Never waits.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="PayloadException">The item cannot be read. It is gone.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public bool TryRead([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T item)
    {
        _ring.Items.ThrowIfDisposed();
        if (_ring.TryLease(out ulong position))
        {
            item = Take(position);
            return true;
        }

        item = default;
        return false;
    }

    /// <summary>Reads an item; waits without a thread until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">The queue is completed and empty. The inner exception is the error it was completed with.</exception>
    /// <exception cref="PayloadException">The item cannot be read. It is gone.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) => ReadAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Reads an item; waits without a thread until there is one, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The item.</returns>
    /// <exception cref="TimeoutException">The time was over before there was an item.</exception>
    /// <inheritdoc cref="ReadAsync(CancellationToken)"/>
    public ValueTask<T> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => TryRead(out T? item) ? new ValueTask<T>(item) : ReadLaterAsync(timeout, cancellationToken);

    /// <summary>Reads as many items as there are, and fit. Never waits.</summary>
    /// <param name="items">Where they are put.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="PayloadException">An item cannot be read. It is gone; those before it are in <paramref name="items"/>.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public int TryReadMany(Span<T> items)
    {
        int count = 0;
        while (count < items.Length && TryRead(out T? item))
        {
            items[count++] = item;
        }

        return count;
    }

    /// <summary>Reads as many items as there are; waits without a thread until there is one.</summary>
    /// <param name="maxCount">The most items to read, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The items, at least one; none when the queue is completed and empty.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="PayloadException">The first item cannot be read. It is gone.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    /// <remarks>The error that the queue was completed with, if any, is thrown as it is in place of the empty result.</remarks>
    public async ValueTask<IReadOnlyList<T>> ReadManyAsync(int maxCount, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        ItemWaiter waiter = await LeaseAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        if (waiter.IsClosed)
        {
            ThrowIfFailed();
            return [];
        }

        var items = new List<T>(Math.Min(maxCount, _ring.Count + 1)) { Take(waiter.Position) };
        while (items.Count < maxCount && TryRead(out T? item))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Reads items until the queue is completed and empty.</summary>
    /// <param name="cancellationToken">Ends the wait for the next one.</param>
    /// <returns>The items. Others who read at the same time get other ones.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="PayloadException">An item cannot be read. It is gone.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    /// <remarks>The error that the queue was completed with, if any, is thrown as it is after the last item.</remarks>
    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            while (TryRead(out T? item))
            {
                yield return item;
            }

            ItemWaiter waiter = await LeaseAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            if (waiter.IsClosed)
            {
                ThrowIfFailed();
                yield break;
            }

            yield return Take(waiter.Position);
        }
    }

    private async ValueTask<T> ReadLaterAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ItemWaiter waiter = await LeaseAsync(timeout, cancellationToken).ConfigureAwait(false);
        return waiter.IsClosed ? throw Closed() : Take(waiter.Position);
    }

    /// <summary>Waits until this process has an item in its hands, or there will be none.</summary>
    private async ValueTask<ItemWaiter> LeaseAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _ring.Items.ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new ItemWaiter(_ring);
        if (!waiter.TryTake(waited: false) && !(timeout != TimeSpan.Zero && Poll(waiter)))
        {
            if (timeout == TimeSpan.Zero || !await _ring.Items.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false))
            {
                throw new TimeoutException($"The shared queue '{Name}' had no item within {timeout.TotalSeconds:0.###} s.");
            }

            PassOn(_ring.Items, _ring.MayHaveItem);
        }

        return waiter;
    }

    /// <summary>Copies a leased item and gives its place free. When this process dies before that, another one gets the item.</summary>
    private T Take(ulong position)
    {
        if (_isRaw)
        {
            T raw = Unsafe.ReadUnaligned<T>(ref MemoryMarshal.GetReference(_ring.Data(position)));
            _ring.Settle(position);
            return SharedCodec<T>.Check(raw);
        }

        using PayloadBuffer bytes = Copy(position);
        _ring.Settle(position);
        return SharedCodec<T>.Decode(bytes.WrittenSpan, _options);
    }

    /// <summary>The item's bytes, where nobody else can change them any more.</summary>
    private PayloadBuffer Copy(ulong position)
    {
        ReadOnlySpan<byte> shared = _ring.Data(position);
        PayloadBuffer bytes = PayloadBuffer.Rent(shared.Length);
        bytes.CopyFrom(shared);
        return bytes;
    }

    private void ThrowIfFailed()
    {
        if (QueueError.Of(_ring) is { } error)
        {
            throw error;
        }
    }
}
