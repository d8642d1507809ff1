using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>The limits of single calls.</summary>
public sealed class CallOptions
{
    internal static TimeSpan MaxSpinBudget => SpinPolicy.MaxBudget;

    /// <summary>How long a cancelled call may go on before its worker is killed and replaced.</summary>
    /// <value>The default is 2 seconds. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> never kills.</value>
    public TimeSpan CancelGrace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a worker may have a call; the time in the pool's queue does not count. A call that takes longer is cancelled as by its caller,
    /// its worker is killed when it does not end within <see cref="CancelGrace"/>, and the caller gets <see
    /// cref="Contracts.RemoteTimeoutException"/>. A result that the method still returns within the grace is delivered.
    /// </summary>
    /// <value>
    /// The default is <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. <c>[RemoteMethod(TimeoutMs = …)]</c> says otherwise for a single
    /// method. Time limits do not apply while a debugger is attached to the host or the worker.
    /// </value>
    public TimeSpan Timeout { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>How often a call of an <c>Idempotent</c> method is sent to a worker in all, when workers die under it.</summary>
    /// <value>The default is 2. Must be at least 1.</value>
    public int MaxAttemptsIfIdempotent { get; set; } = 2;

    /// <summary>The largest encoded argument list or result, in bytes.</summary>
    /// <value>The default is 256 MiB. Must be between 1 KiB and <see cref="Array.MaxLength"/>.</value>
    public int MaxMessageBytes { get; set; } = 256 << 20;

    /// <summary>How deep the objects of an argument or a result may be nested.</summary>
    /// <value>The default is 64. Must be between 1 and 1000.</value>
    public int MaxDepth { get; set; } = 64;

    /// <summary>
    /// How long a thread that waits for the other process polls before it sleeps. Polling saves two wake-ups of tens of microseconds when the
    /// answer comes soon; it is skipped where it cannot pay: on one processor, when both run on the same one, after polling in vain.
    /// </summary>
    /// <value>
    /// The default is 20 microseconds, or what the environment variable <c>OUTPROC_SPIN_US</c> says. Zero never polls. At most 1 millisecond.
    /// </value>
    public TimeSpan SpinBudget { get; set; } = SpinPolicy.DefaultBudget;
}
