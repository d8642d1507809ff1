using OutProc.Rpc;
using OutProc.Shared;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>The options of one worker pool. Read once, when the pool is created.</summary>
public sealed class WorkerPoolOptions
{
    /// <summary>Where the workers run.</summary>
    /// <value>The default is <see cref="ExecutionMode.Process"/>, unless the environment variable <c>OUTPROC_MODE</c> is <c>inproc</c>.</value>
    public ExecutionMode Mode { get; set; } =
        string.Equals(System.Environment.GetEnvironmentVariable("OUTPROC_MODE"), "inproc", StringComparison.OrdinalIgnoreCase)
            ? ExecutionMode.InProcess
            : ExecutionMode.Process;

    /// <summary>Number of workers and spreading of calls.</summary>
    public PoolOptions Pool { get; } = new();

    /// <summary>When failing starts are given up.</summary>
    public RestartOptions Restart { get; } = new();

    /// <summary>When workers are replaced by new ones though they work.</summary>
    public RecycleOptions Recycle { get; } = new();

    /// <summary>Whether workers are asked if they are alive.</summary>
    public HeartbeatOptions Heartbeat { get; } = new();

    /// <summary>Limits of single calls.</summary>
    public CallOptions Calls { get; } = new();

    /// <summary>What the workers and their host have in common: locks, memory, queues.</summary>
    public SharedDeclarations Shared { get; } = new();

    /// <summary>Start and stop of worker processes.</summary>
    public LaunchOptions Launch { get; } = new();
}
