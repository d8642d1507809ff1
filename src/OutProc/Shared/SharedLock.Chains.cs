using OutProc.Contracts;

namespace OutProc.Shared;

/// <content>Locks that know which call chain holds them.</content>
public sealed partial class SharedLock
{
    private bool TryAcquireInChain(out SharedLockLease lease)
    {
        if (TryReenter(out lease))
        {
            return true;
        }

        if (!TryTakeAtOnce(out long held))
        {
            return false;
        }

        var hold = new LockHold(this);
        hold.EnterChain();
        lease = new SharedLockLease(hold.Begin(held));
        return true;
    }

    private ValueTask<SharedLockLease> AcquireInChainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SharedLockLease>(cancellationToken);
        }

        if (TryReenter(out SharedLockLease lease))
        {
            return new ValueTask<SharedLockLease>(lease);
        }

        // Entered into the chain here, where the caller sees it; what an asynchronous method enters ends with the method.
        var hold = new LockHold(this);
        hold.EnterChain();
        return TryTakeAtOnce(out long held)
            ? new ValueTask<SharedLockLease>(new SharedLockLease(hold.Begin(held)))
            : AcquireInChainSlowlyAsync(hold, timeout, cancellationToken);
    }

    private async ValueTask<SharedLockLease> AcquireInChainSlowlyAsync(LockHold hold, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            long held = (Options & SharedLockOptions.DetectDeadlocks) != 0 && timeout != TimeSpan.Zero
                ? await WaitWatchedAsync(hold, timeout, cancellationToken).ConfigureAwait(false)
                : await TakeSlowlyAsync(timeout, cancellationToken).ConfigureAwait(false);
            return new SharedLockLease(hold.Begin(held));
        }
        catch
        {
            hold.Fail();
            throw;
        }
    }

    private bool TryReenter(out SharedLockLease lease)
    {
        if ((Options & SharedLockOptions.Reentrant) != 0)
        {
            _primitive.ThrowIfDisposed();
            for (LockHold? hold = LockHold.Innermost; hold is not null; hold = hold.Outer)
            {
                if (IsSame(hold.Lock) && hold.TryEnter())
                {
                    lease = new SharedLockLease(new LockEntry(hold));
                    return true;
                }
            }
        }

        lease = default;
        return false;
    }

    /// <summary>Waits, and looks now and then whether the wait can end.</summary>
    private async ValueTask<long> WaitWatchedAsync(LockHold hold, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitQueue.CheckTimeout(timeout);
        if (Poll(out long held))
        {
            return held;
        }

        var waiter = new LockWaiter(this);
        if (_primitive.TryEnter(waiter))
        {
            return waiter.Held;
        }

        using var watch = new DeadlockWatch(_space, _primitive.Index, hold.Outer, cancellationToken);
        try
        {
            return await _primitive.AwaitAsync(waiter, timeout, watch.Token).ConfigureAwait(false) ? waiter.Held : throw TimeIsOver(timeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && watch.Found is { } deadlock)
        {
            throw deadlock;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The token of the watch is nobody's business.
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
