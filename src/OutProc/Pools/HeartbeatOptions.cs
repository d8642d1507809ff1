namespace OutProc.Pools;

/// <summary>Whether workers are asked from time to time if they are alive.</summary>
/// <remarks>
/// The end of a process is noticed without it. It finds processes that exist and do not run: stopped by a signal, frozen by a container, starved. A long
/// call is no reason to be killed: another thread of the worker answers. Not used in process.
/// </remarks>
public sealed class HeartbeatOptions
{
    /// <summary>How often a worker is asked.</summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: never. 15 seconds are a good choice.</value>
    public TimeSpan Interval { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>How long a worker may owe an answer before it is killed and replaced. Does not count while a debugger is attached to either side.</summary>
    /// <value>The default is 30 seconds. Must be positive.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
