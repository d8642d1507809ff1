using OutProc.Contracts;

namespace OutProc.Pools;

/// <summary>Spaces the starts of workers that fail to start, or die as soon as they have: 100 ms, doubling to 30 s.</summary>
/// <remarks>Not thread-safe: used under the pool's lock.</remarks>
internal sealed class StartBackoff(TimeProvider time)
{
    /// <summary>A worker that dies younger than this counts as one that failed to start.</summary>
    public static readonly TimeSpan InfantDeath = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private TimeSpan _delay;
    private long _failedAt;

    /// <summary>Why the last start failed; <c>null</c> when the last thing that happened was a success.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>How long to wait before the next start.</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan left = _delay - time.GetElapsedTime(_failedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <param name="error">Why the start failed, or <c>null</c> for a worker that started and died at once.</param>
    public void Failed(Exception? error)
    {
        LastError = error ?? LastError;
        _delay = _delay == TimeSpan.Zero ? s_first : TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, s_longest.Ticks));
        _failedAt = time.GetTimestamp();
    }

    /// <summary>A worker has become ready: calls may come again. The delay is kept until the worker has lived for a while.</summary>
    public void Started() => LastError = null;

    /// <summary>A worker has lived long enough.</summary>
    public void Reset() => _delay = TimeSpan.Zero;
}
