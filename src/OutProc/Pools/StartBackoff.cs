namespace OutProc.Pools;

/// <summary>Spaces the starts of workers that fail to start, or die as soon as they have, and gives up when they do so too often.</summary>
/// <remarks>Not thread-safe: used under the pool's lock.</remarks>
internal sealed class StartBackoff(TimeProvider time, RestartOptions options)
{
    /// <summary>A worker that dies younger than this, without a call, counts as one that failed to start.</summary>
    public static readonly TimeSpan InfantDeath = TimeSpan.FromSeconds(5);

    private readonly Queue<long> _failures = new();
    private TimeSpan _delay;
    private long _failedAt;

    /// <summary>Why the last start failed; <c>null</c> when the last thing that happened was a success.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>Whether no more starts are tried until <see cref="Reset"/>.</summary>
    public bool IsOpen { get; private set; }

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
    /// <param name="began">When the start began, as a timestamp.</param>
    /// <returns>Whether this failure was the one too many.</returns>
    public bool Failed(Exception? error, long began)
    {
        LastError = error ?? LastError;
        if (IsOpen || (_failures.Count > 0 && began < _failedAt))
        {
            // Begun before the last failure was known: the same mistake, not another one.
            return false;
        }

        _delay = _delay == TimeSpan.Zero ? options.FirstDelay : TimeSpan.FromTicks(Math.Min(_delay.Ticks * 2, options.MaxDelay.Ticks));
        _failedAt = time.GetTimestamp();
        _failures.Enqueue(_failedAt);
        while (time.GetElapsedTime(_failures.Peek(), _failedAt) > options.Window)
        {
            _failures.Dequeue();
        }

        IsOpen = _failures.Count >= options.MaxFailures;
        return IsOpen;
    }

    /// <summary>A worker has become ready: calls may come again. The delay is kept until the worker has lived for a while.</summary>
    public void Started() => LastError = null;

    /// <summary>A worker has lived long enough, or somebody says that the cause is gone.</summary>
    public void Reset()
    {
        _delay = TimeSpan.Zero;
        _failures.Clear();
        IsOpen = false;
    }
}
