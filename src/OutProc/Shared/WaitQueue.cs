using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Those who wait in this process for one primitive, in the order they came.</summary>
/// <remarks>
/// Thread-safe. While anybody waits here the slot of this process is in the primitive's set. Whoever takes the slot out of the set passes on a ring that
/// may have been meant for somebody else: by then it may have been rung for more than it takes.
/// </remarks>
internal sealed class WaitQueue(SharedSpace space, int index)
{
    /// <summary>What a timer can do.</summary>
    private static readonly TimeSpan s_maxTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _lock = new();
    private Waiter? _first;
    private Waiter? _last;
    private int _count;
    private bool _closed;

    /// <summary>Waits until <paramref name="waiter"/> was served.</summary>
    /// <returns><c>false</c> when the time was over first.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="SharedResourceException">The space was disposed.</exception>
    public ValueTask<bool> WaitAsync(Waiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CheckTimeout(timeout);
        return TryEnter(waiter) ? new ValueTask<bool>(true) : AwaitAsync(waiter, timeout, cancellationToken);
    }

    /// <summary>Refuses a time limit that no wait can have, before anybody is queued for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative and not infinite, or too long.</exception>
    public static void CheckTimeout(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, s_maxTimeout);
        }
    }

    /// <summary>Queues a waiter, unless it can be served at once.</summary>
    /// <returns>Whether it was served.</returns>
    /// <exception cref="SharedResourceException">The space was disposed.</exception>
    public bool TryEnter(Waiter waiter)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw Disposed();
            }

            // In this order: see SharedSpace. The count comes first of all, as the bell passes by where nobody is counted.
            Volatile.Write(ref _count, _count + 1);
            space.EnterWaiting(index);
            Append(waiter);
            if (_first == waiter)
            {
                if (waiter.TryTake(waited: false))
                {
                    Remove(waiter);
                    return true;
                }

                if (waiter.IsAvailable())
                {
                    // It gives way to others who starve; they may be giving way to this one at the same moment.
                    space.RingNext(index);
                }
            }
        }

        space.EnsureServed();
        return false;
    }

    /// <summary>Waits until a queued waiter was served.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    public async ValueTask<bool> AwaitAsync(Waiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Ended.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return !TryLeave(waiter);
        }
        catch (OperationCanceledException)
        {
            if (TryLeave(waiter))
            {
                throw;
            }

            // Served at the last moment: what was taken is the caller's, who finds it cancelled later and gives it back.
            return true;
        }
    }

    /// <summary>Serves as many as can be served, the oldest first.</summary>
    /// <returns>Whether somebody still waits.</returns>
    public bool Serve()
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return false;
        }

        lock (_lock)
        {
            ServeQueued();
            return _first is not null;
        }
    }

    /// <summary>Ends all waits: the space is going.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_first is { } first)
            {
                Remove(first);
                first.Fail(Disposed());
            }
        }
    }

    private static SharedResourceException Disposed() => new("The shared resource is disposed.");

    /// <returns><c>false</c> when it was served, perhaps in this last moment.</returns>
    private bool TryLeave(Waiter waiter)
    {
        lock (_lock)
        {
            // What has been granted to this process goes to those who were there when it was, so before one of them leaves.
            ServeQueued();
            if (!waiter.IsQueued)
            {
                return false;
            }

            waiter.Leave();
            Remove(waiter);
            return true;
        }
    }

    private void ServeQueued()
    {
        while (_first is { } first && first.TryTake(waited: true))
        {
            Remove(first);
            first.End();
        }
    }

    private void Append(Waiter waiter)
    {
        waiter.IsQueued = true;
        waiter.Previous = _last;
        _last = waiter;
        if (waiter.Previous is { } previous)
        {
            previous.Next = waiter;
        }
        else
        {
            _first = waiter;
        }
    }

    private void Remove(Waiter waiter)
    {
        waiter.IsQueued = false;
        if (waiter.Previous is { } previous)
        {
            previous.Next = waiter.Next;
        }
        else
        {
            _first = waiter.Next;
        }

        if (waiter.Next is { } next)
        {
            next.Previous = waiter.Previous;
        }
        else
        {
            _last = waiter.Previous;
        }

        Volatile.Write(ref _count, _count - 1);
        if (_count == 0)
        {
            space.LeaveWaiting(index);
            if (waiter.IsAvailable())
            {
                space.RingNext(index);
            }
        }
    }
}
