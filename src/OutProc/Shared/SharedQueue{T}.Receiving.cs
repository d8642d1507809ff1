using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <content>Receiving: items that somebody else gets if they are not acknowledged.</content>
public sealed partial class SharedQueue<T>
{
    /// <summary>Receives an item if there is one. Never waits.</summary>
    /// <param name="item">The item, to be acknowledged.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="PayloadException">The item cannot be read. It is gone.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public bool TryReceive([NotNullWhen(true)] out SharedQueueItem<T>? item)
    {
        _ring.Items.ThrowIfDisposed();
        item = _ring.TryLease(out ulong position) ? Open(position) : null;
        return item is not null;
    }

    /// <summary>Receives an item; waits without a thread until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The item, to be acknowledged.</returns>
    /// <exception cref="ChannelClosedException">The queue is completed and empty. The inner exception is the error it was completed with.</exception>
    /// <exception cref="PayloadException">The item cannot be read. It is gone.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedQueueItem<T>> ReceiveAsync(CancellationToken cancellationToken = default)
        => ReceiveAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Receives an item; waits without a thread until there is one, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The item, to be acknowledged.</returns>
    /// <exception cref="TimeoutException">The time was over before there was an item.</exception>
    /// <inheritdoc cref="ReceiveAsync(CancellationToken)"/>
    public async ValueTask<SharedQueueItem<T>> ReceiveAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ItemWaiter waiter = await LeaseAsync(timeout, cancellationToken).ConfigureAwait(false);
        return waiter.IsClosed ? throw Closed() : Open(waiter.Position);
    }

    /// <summary>Receives items until the queue is completed and empty, and no other process has one that could come back.</summary>
    /// <param name="cancellationToken">Ends the wait for the next one.</param>
    /// <returns>The items, each to be acknowledged. Others who receive at the same time get other ones.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="PayloadException">An item cannot be read. It is gone.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    /// <remarks>
    /// An item that the loop leaves without having acknowledged it is given back only when it is disposed: <c>using</c> inside of the loop. The error that the
    /// queue was completed with, if any, is thrown as it is after the last item.
    /// </remarks>
    public async IAsyncEnumerable<SharedQueueItem<T>> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ItemWaiter waiter = await LeaseAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            if (waiter.IsClosed)
            {
                ThrowIfFailed();
                yield break;
            }

            yield return Open(waiter.Position);
        }
    }

    private SharedQueueItem<T> Open(ulong position)
    {
        try
        {
            int deliveries = _ring.DeliveriesOf(position);
            if (_isRaw)
            {
                T raw = Unsafe.ReadUnaligned<T>(ref MemoryMarshal.GetReference(_ring.Data(position)));
                return new SharedQueueItem<T>(_ring, position, SharedCodec<T>.Check(raw), deliveries);
            }

            using PayloadBuffer bytes = Copy(position);
            return new SharedQueueItem<T>(_ring, position, SharedCodec<T>.Decode(bytes.WrittenSpan, _options), deliveries);
        }
        catch
        {
            // It would come back for ever.
            _ring.Settle(position);
            throw;
        }
    }
}
