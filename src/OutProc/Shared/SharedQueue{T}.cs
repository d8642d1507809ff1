using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>A bounded queue between processes: written to and read from by any number of workers of a pool and their host.</summary>
/// <typeparam name="T">The items: what could be an argument of a call.</typeparam>
/// <remarks>
/// <para>
/// The items lie in shared memory; nobody serves them, and no thread feeds them. What is written by one after the other is read in that order. An
/// item that cannot be written, or is too large, is an error of its writer and takes no place.
/// </para>
/// <para>
/// Each item is given to one reader. By <see cref="TryRead"/> and the like it is that reader's affair from then on. By <see cref="TryReceive"/> and the like
/// it has to be acknowledged; when the process that received it dies first, or gives it back, the next reader gets it, before those that
/// follow. Until it is acknowledged its place is not free: an item that is held back stops writers once they have come around to it.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
#pragma warning disable CA1711 // It is a queue, though not one of the framework's.
public sealed partial class SharedQueue<T> : ISharedResource<SharedQueue<T>>
#pragma warning restore CA1711
{
    private readonly QueueRing _ring;
    private readonly bool _isRaw;
    private readonly PayloadOptions _options;

    internal SharedQueue(QueueRing ring)
    {
        _ring = ring;
        _isRaw = ring.Shape.IsRaw;
        _options = new PayloadOptions { MaxMessageBytes = Math.Max(ring.Shape.MaxItemBytes, PayloadOptions.Default.MaxMessageBytes) };
    }

    internal SharedQueue(SharedEntry entry, int number = 0)
        : this(QueueRing.Of(entry, number))
    {
        if (!_isRaw)
        {
            SharedCodec<T>.Require();
        }
        else if (!SharedCodec<T>.IsRaw)
        {
            throw new SharedResourceException($"'{entry.Name}' was declared where the items are their memory, which they are not here.", entry.Name);
        }
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _ring.Items.Name;

    /// <summary>The most items that can wait for a reader.</summary>
    public int Capacity => _ring.Shape.Capacity;

    /// <summary>The items that wait for a reader at this moment.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public int Count
    {
        get
        {
            _ring.Items.ThrowIfDisposed();
            return _ring.Count;
        }
    }

    /// <summary>Whether nothing can be written any more. There may still be something to read.</summary>
    public bool IsCompleted => _ring.IsCompleted;

    static SharedKind ISharedResource<SharedQueue<T>>.Kind => SharedKind.Queue;

    static string? ISharedResource<SharedQueue<T>>.Layout => SharedLayout.OfItem<T>();

    SharedEntry ISharedResource<SharedQueue<T>>.Entry => _ring.Items.Entry;

    internal QueueRing Ring => _ring;

    /// <summary>Writes an item if there is room. Never waits.</summary>
    /// <param name="item">The item. It is copied: what happens to it afterwards no reader sees.</param>
    /// <returns>Whether it was written. Not so when the queue is full, or completed.</returns>
    /// <exception cref="PayloadException">The item cannot be written.</exception>
    /// <exception cref="SharedResourceException">The item is larger than the queue takes, or the pool is disposed.</exception>
    public bool TryWrite(T item)
    {
        _ring.Items.ThrowIfDisposed();
        if (_isRaw)
        {
            return TryClaim(out ulong claimed) && Put(claimed, item);
        }

        using PayloadBuffer bytes = Encode(item);
        return TryClaim(out ulong position) && Put(position, bytes);
    }

    /// <summary>Writes an item; waits without a thread until there is room.</summary>
    /// <param name="item">The item. It is copied before this method returns.</param>
    /// <param name="cancellationToken">Ends the wait; the item is not written then.</param>
    /// <returns>A task that ends when the item was written.</returns>
    /// <exception cref="ChannelClosedException">The queue is completed.</exception>
    /// <exception cref="PayloadException">The item cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room.</exception>
    /// <exception cref="SharedResourceException">The item is larger than the queue takes, or the pool is disposed.</exception>
    public ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
        => WriteAsync(item, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Writes an item; waits without a thread until there is room, or until the time is over.</summary>
    /// <param name="item">The item. It is copied before this method returns.</param>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait; the item is not written then.</param>
    /// <returns>A task that ends when the item was written.</returns>
    /// <exception cref="TimeoutException">The time was over before there was room.</exception>
    /// <inheritdoc cref="WriteAsync(T, CancellationToken)"/>
    public ValueTask WriteAsync(T item, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        _ring.Items.ThrowIfDisposed();
        if (_isRaw)
        {
            if (TryClaim(out ulong claimed) && Put(claimed, item))
            {
                return ValueTask.CompletedTask;
            }

            return WriteLaterAsync(item, bytes: null, timeout, cancellationToken);
        }

        PayloadBuffer bytes = Encode(item);
        if (TryClaim(out ulong position))
        {
            using (bytes)
            {
                if (Put(position, bytes))
                {
                    return ValueTask.CompletedTask;
                }
            }

            return ValueTask.FromException(Closed());
        }

        return WriteLaterAsync(item, bytes, timeout, cancellationToken);
    }

    /// <summary>Lets nothing be written any more. Readers get what is there, and then the end, or the error.</summary>
    /// <param name="error">Why there will be no more; <c>null</c> for the regular end.</param>
    /// <exception cref="ChannelClosedException">The queue is completed already.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Complete(Exception? error = null)
    {
        if (!TryComplete(error))
        {
            throw Closed();
        }
    }

    /// <inheritdoc cref="Complete"/>
    /// <returns>Whether the queue was not completed before.</returns>
    public bool TryComplete(Exception? error = null)
    {
        _ring.Items.ThrowIfDisposed();
        return QueueError.TryComplete(_ring, error);
    }

    /// <summary>Waits until every item that was written is dealt with: read, or received and acknowledged.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends at the first moment at which no item is left.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask JoinAsync(CancellationToken cancellationToken = default)
    {
        _ring.Items.ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        if (!_ring.IsSettled())
        {
            await _ring.Settled.WaitAsync(new SettledWaiter(_ring), Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
    }

    static SharedQueue<T> ISharedResource<SharedQueue<T>>.Open(SharedEntry entry) => new(entry);

    /// <summary>How the memory of such a queue is laid out.</summary>
    internal static QueueShape ShapeOf(string name, int capacity, int maxItemBytes)
    {
        SharedCodec<T>.Require();
        bool isRaw = SharedCodec<T>.IsRaw;
        return QueueShape.Of(name, capacity, isRaw ? Unsafe.SizeOf<T>() : maxItemBytes, isRaw);
    }

    private PayloadBuffer Encode(T item)
    {
        PayloadBuffer bytes = SharedCodec<T>.Encode(item, _options);
        int length = bytes.Length;
        if (length <= _ring.Shape.MaxItemBytes)
        {
            return bytes;
        }

        bytes.Dispose();
        throw new SharedResourceException(
            $"An item of {length} bytes does not fit: '{Name}' was declared for items of {_ring.Shape.MaxItemBytes} bytes at most.", Name);
    }

    private bool TryClaim(out ulong position)
    {
        position = 0;
        return !_ring.IsCompleted && _ring.TryClaim(out position);
    }

    private bool Put(ulong position, T item)
    {
        RawMemory.Store(ref _ring.Data(position, _ring.Shape.MaxItemBytes), item);
        return Publish(position);
    }

    private unsafe bool Put(ulong position, PayloadBuffer bytes)
    {
        ReadOnlySpan<byte> data = bytes.WrittenSpan;
        data.CopyTo(new Span<byte>(Unsafe.AsPointer(ref _ring.Data(position, data.Length)), data.Length));
        return Publish(position);
    }

    /// <returns><c>false</c> when the queue was completed since it was looked at: those who read may have seen the end.</returns>
    private bool Publish(ulong position)
    {
        // The claim was a full fence: either this sees that the queue is completed, or who sees the end sees the claim before it.
        if (_ring.IsCompleted)
        {
            _ring.Discard(position);
            return false;
        }

        _ring.Publish(position);
        return true;
    }

    private async ValueTask WriteLaterAsync(T item, PayloadBuffer? bytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using (bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var waiter = new RoomWaiter(_ring);
            if (!waiter.TryTake(waited: false) && !(timeout != TimeSpan.Zero && Poll(waiter)))
            {
                if (timeout == TimeSpan.Zero || !await _ring.Room.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false))
                {
                    throw new TimeoutException($"The shared queue '{Name}' had no room within {timeout.TotalSeconds:0.###} s.");
                }

                PassOn(_ring.Room, _ring.MayHaveRoom);
            }

            bool written = !waiter.IsClosed && (bytes is null ? Put(waiter.Position, item) : Put(waiter.Position, bytes));
            if (!written)
            {
                throw Closed();
            }
        }
    }

    /// <summary>One who was woken may have been woken for several: the next one is woken by it.</summary>
    private static void PassOn(SharedPrimitive primitive, bool isAvailable)
    {
        if (isAvailable)
        {
            primitive.WakeOne();
        }
    }

    /// <summary>The other side mostly is at work at this moment, and ready sooner than a sleep would end.</summary>
    private static bool Poll(QueueWaiter waiter)
    {
        if (Environment.ProcessorCount == 1)
        {
            return false;
        }

        long end = Stopwatch.GetTimestamp() + (long)(SpinPolicy.DefaultBudget.TotalSeconds * Stopwatch.Frequency);
        do
        {
            for (int i = 0; i < SpinPolicy.LooksPerTick; i++)
            {
                if (waiter.IsAvailable() && waiter.TryTake(waited: false))
                {
                    return true;
                }

                SpinPolicy.Pause();
            }
        }
        while (Stopwatch.GetTimestamp() < end);
        return false;
    }

    private ChannelClosedException Closed() => QueueError.Of(_ring) is { } error
        ? new ChannelClosedException($"The shared queue '{Name}' was completed with an error.", error)
        : new ChannelClosedException($"The shared queue '{Name}' is completed.");
}
