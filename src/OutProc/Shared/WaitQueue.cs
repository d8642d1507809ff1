using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Those who wait in this process for one primitive, in the order they came.</summary>
/// <remarks>
/// Thread-safe. While anybody waits here the slot of this process is in the primitive's set. Who leaves without having been served passes a ring on
/// that may have been meant for it.
/// </remarks>
internal sealed class WaitQueue(SharedSpace space, int index)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private bool _closed;

    /// <summary>Waits until <paramref name="waiter"/> was served.</summary>
    /// <returns><c>false</c> when the time was over first.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="SharedResourceException">The space was disposed.</exception>
    public async ValueTask<bool> WaitAsync(Waiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Enter(waiter))
        {
            return true;
        }

        space.EnsureServed();
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
        lock (_lock)
        {
            while (_waiters.First is { } first)
            {
                if (!first.Value.TryTake(waited: true))
                {
                    return true;
                }

                Remove(first);
                first.Value.End(served: true);
            }

            return false;
        }
    }

    /// <summary>Ends all waits: the space is going.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_waiters.First is { } first)
            {
                Remove(first);
                first.Value.Fail(Disposed());
            }
        }
    }

    private static SharedResourceException Disposed() => new("The shared resource is disposed.");

    /// <returns>Whether the waiter has to wait.</returns>
    private bool Enter(Waiter waiter)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw Disposed();
            }

            // In this order: see SharedSpace.
            space.EnterWaiting(index);
            if (_waiters.Count == 0 && waiter.TryTake(waited: false))
            {
                space.LeaveWaiting(index);
                return false;
            }

            _waiters.AddLast(waiter);
            return true;
        }
    }

    /// <returns><c>false</c> when it was served already.</returns>
    private bool TryLeave(Waiter waiter)
    {
        bool passOn;
        lock (_lock)
        {
            if (_waiters.Find(waiter) is not { } node)
            {
                return false;
            }

            Remove(node);
            waiter.Leave();
            passOn = waiter.IsAvailable();
        }

        if (passOn)
        {
            space.RingNext(index);
        }

        return true;
    }

    private void Remove(LinkedListNode<Waiter> node)
    {
        _waiters.Remove(node);
        if (_waiters.Count == 0)
        {
            space.LeaveWaiting(index);
        }
    }
}
