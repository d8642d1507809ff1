namespace OutProc.Pools;

/// <summary>When a pool stops starting workers that fail to start.</summary>
/// <remarks>
/// A start has failed when the worker did not become ready, or ended within five seconds without having had a call. A worker that dies under a call
/// does not count: that call fails, and the others have a right to a new worker at once.
/// </remarks>
public sealed class RestartOptions
{
    /// <summary>How many starts in a row may fail within <see cref="Window"/>. With the last of them the pool is faulted.</summary>
    /// <value>The default is 3. Must be at least 1. Starts that were under way at the same time count as one.</value>
    public int MaxFailures { get; set; } = 3;

    /// <summary>The time in which <see cref="MaxFailures"/> are counted.</summary>
    /// <value>The default is 5 seconds. Must be positive.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the pool waits after a failed start before the next. Doubled with each further failure.</summary>
    /// <value>The default is 100 milliseconds. Must be positive.</value>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that the pool waits between two starts.</summary>
    /// <value>The default is 30 seconds. Must not be less than <see cref="FirstDelay"/>.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);
}
