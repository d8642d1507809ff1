namespace OutProc.Workers;

/// <summary>How worker processes are started and stopped.</summary>
public sealed class LaunchOptions
{
    /// <summary>How long a worker may take from spawn to ready, its constructor and <c>InitializeAsync</c> included.</summary>
    /// <value>The default is 30 seconds. Must be positive; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker may take to stop by itself before it is killed.</summary>
    /// <value>The default is 5 seconds. Zero kills at once.</value>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What a worker does when its host is gone without having stopped it.</summary>
    /// <value>The default is <see cref="HostExitBehavior.EndAtOnce"/>. Not used by <c>ExecutionMode.InProcess</c>.</value>
    public HostExitBehavior OnHostExit { get; set; }

    /// <summary>Whether workers start with the host's environment variables. Variables known to break workers are removed either way.</summary>
    /// <value>The default is <c>true</c>.</value>
    public bool InheritEnvironment { get; set; } = true;

    /// <summary>Environment variables to set in the worker (a value) or to remove (<c>null</c>), after inheritance and OutProc's own defaults.</summary>
    public IDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The working directory of the workers.</summary>
    /// <value>The default is <c>null</c>: the host's.</value>
    public string? WorkingDirectory { get; set; }

    /// <summary>What each worker process may use at most.</summary>
    public LimitOptions Limits { get; } = new();

    /// <summary>
    /// Whether what a worker has started and left in its process group is killed when the worker has ended. Without it, programs started by a worker
    /// that dies live on. A program that is meant to outlive the worker makes a group or session of its own.
    /// </summary>
    /// <value>The default is <c>true</c>.</value>
    public bool KillProcessGroup { get; set; } = true;

    /// <summary>The folder into which the runtime of a crashing worker writes a memory dump, whose path <c>WorkerExitInfo.DumpPath</c> tells.</summary>
    /// <value>The default is <c>null</c>: no dumps. The folder must exist. A dump takes a moment, in which the worker is still there.</value>
    public string? DumpFolder { get; set; }

    /// <summary>Where the worker lives, for contracts whose worker is not among the host's own assemblies.</summary>
    /// <value>
    /// The default is <c>null</c>: workers run with the host's assemblies. Not used by <c>ExecutionMode.InProcess</c>, whose workers are always found
    /// among them.
    /// </value>
    public WorkerLocation? Location { get; set; }

    /// <summary>How calls travel between host and worker. Both ways carry the same bytes; shared memory is several times faster.</summary>
    /// <value>The default is <see cref="WorkerTransport.Auto"/>.</value>
    public WorkerTransport Transport { get; set; }

    /// <summary>The value of <c>OUTPROC_DEBUG</c>: which workers wait for a debugger.</summary>
    internal string? Debug { get; set; } = System.Environment.GetEnvironmentVariable(DebuggerVariable.Name);

    /// <summary>How deep workers may start workers of their own.</summary>
    /// <value>The default is 1: a worker may not start workers. Must be at least 1.</value>
    public int MaxDepth { get; set; } = 1;
}
