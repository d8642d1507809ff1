using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>An item that was received from a <see cref="SharedQueue{T}"/> and has to be acknowledged.</summary>
/// <typeparam name="T">The items of the queue.</typeparam>
/// <remarks>
/// Disposing an item that was not acknowledged gives it back, to the next who reads; so does the death of the process. An item that is neither disposed nor
/// acknowledged stays this process's. Thread-safe; acknowledging and giving back happen once.
/// </remarks>
public sealed class SharedQueueItem<T> : IDisposable
{
    private readonly QueueRing _ring;
    private readonly ulong _position;
    private int _isDone;

    internal SharedQueueItem(QueueRing ring, ulong position, T value, int deliveryCount)
    {
        _ring = ring;
        _position = position;
        Value = value;
        DeliveryCount = deliveryCount;
    }

    /// <summary>The item. A copy: changing it changes nothing of what another reader gets when it is given back.</summary>
    public T Value { get; }

    /// <summary>How often the item was given to a reader, this time included. An item that ends every process that works on it shows by this.</summary>
    public int DeliveryCount { get; }

    /// <summary>Says that the item was dealt with: nobody else gets it.</summary>
    /// <exception cref="InvalidOperationException">It was given back already.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Acknowledge()
    {
        _ring.Items.ThrowIfDisposed();
        if (Interlocked.CompareExchange(ref _isDone, 1, 0) == 0)
        {
            _ring.Settle(_position);
        }
        else if (Volatile.Read(ref _isDone) != 1)
        {
            throw new InvalidOperationException("The item was given back to the queue; somebody else may have it.");
        }
    }

    /// <summary>Gives the item back unless it was acknowledged.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _isDone, 2, 0) == 0 && !_ring.Items.IsDisposed)
        {
            _ring.Return(_position);
        }
    }
}
