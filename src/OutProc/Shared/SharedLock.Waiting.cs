using System.Diagnostics;
using OutProc.Transport;

namespace OutProc.Shared;

/// <content>What happens when the lock is not free.</content>
public sealed partial class SharedLock
{
    private static readonly long s_pollTicks
        = Environment.ProcessorCount > 1 ? (long)(SpinPolicy.DefaultBudget.TotalSeconds * Stopwatch.Frequency) : 0;

    private static readonly long s_patienceTicks = Stopwatch.Frequency / 1000;

    /// <summary>What became of the last acquisition that was given up for a moment, to wait for a condition.</summary>
    private LockResumption? _resumption;

    /// <summary>Polls to leave out, after polls in vain. Changed by all threads without care: an estimate.</summary>
    private int _pollsToSkip;
    private int _nextSkip = 1;

    /// <summary>What an acquisition is now: itself, or what it was resumed as after it waited for a condition.</summary>
    internal long Current(long held)
    {
        held &= ~LockWord.Abandoned;
        return Volatile.Read(ref _resumption) is { } resumption && resumption.Original == held ? resumption.Held : held;
    }

    /// <summary>Whether the holder before died, or one since then while the lease waited for a condition.</summary>
    internal bool WasAbandoned(long held)
        => (held & LockWord.Abandoned) != 0
            || (Volatile.Read(ref _resumption) is { } resumption && resumption.Original == held && resumption.WasAbandoned);

    /// <summary>Takes the lock again for a lease that gave it up to wait for a condition. Cannot be cancelled: the lease is to be as it was.</summary>
    /// <exception cref="Contracts.SharedResourceException">The pool is disposed.</exception>
    internal async ValueTask ResumeAsync(long held)
    {
        if (!TryTakeAtOnce(out long now))
        {
            now = await WaitAsync(Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);
        }

        long original = held & ~LockWord.Abandoned;
        Volatile.Write(
            ref _resumption,
            new LockResumption(original, now & ~LockWord.Abandoned, WasAbandoned(original) || (now & LockWord.Abandoned) != 0));
    }

    private async ValueTask<SharedLockLease> AcquireSlowlyAsync(TimeSpan timeout, CancellationToken cancellationToken)
        => new(this, await TakeSlowlyAsync(timeout, cancellationToken).ConfigureAwait(false));

    private ValueTask<long> TakeSlowlyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return timeout == TimeSpan.Zero ? throw TimeIsOver(timeout)
            : Poll(out long held) ? new ValueTask<long>(held)
            : WaitAsync(timeout, cancellationToken);
    }

    private async ValueTask<long> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waiter = new LockWaiter(this);
        return await _primitive.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false)
            ? waiter.Held
            : throw TimeIsOver(timeout);
    }

    private TimeoutException TimeIsOver(TimeSpan timeout)
        => new($"The shared lock '{Name}' was not free within {timeout.TotalSeconds:0.###} s.");

    /// <summary>Most locks are held for less than a sleep takes.</summary>
    private bool Poll(out long held)
    {
        held = 0;
        if (s_pollTicks == 0)
        {
            return false;
        }

        if (_pollsToSkip > 0)
        {
            _pollsToSkip--;
            return false;
        }

        long end = Stopwatch.GetTimestamp() + s_pollTicks;
        do
        {
            for (int i = 0; i < SpinPolicy.LooksPerTick; i++)
            {
                if (!IsHeld && TryTakeAtOnce(out held))
                {
                    _nextSkip = 1;
                    return true;
                }

                SpinPolicy.Pause();
            }
        }
        while (Stopwatch.GetTimestamp() < end);

        _pollsToSkip = _nextSkip;
        _nextSkip = Math.Min(_nextSkip * 2, MaxSkippedPolls);
        return false;
    }

    private const int MaxSkippedPolls = 64;

    private sealed class LockWaiter(SharedLock owner) : Waiter
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public long Held { get; private set; }

        public override bool IsAvailable() => !owner.IsHeld;

        public override bool TryTake(bool waited)
        {
            if (owner.TryTake(waited ? LockTaker.Waiter : LockTaker.Entering, out long held))
            {
                Held = held;
                return true;
            }

            if (waited && Stopwatch.GetTimestamp() - _since > s_patienceTicks)
            {
                owner.Reserve();
            }

            return false;
        }
    }
}
