using OutProc.Contracts;

namespace OutProc.Pools;

/// <summary>A handle on one worker of a pool.</summary>
/// <typeparam name="T">The contract interface.</typeparam>
/// <remarks>Thread-safe. The handle stays valid after the worker's end.</remarks>
public abstract class WorkerProcess<T>
    where T : class, IRemoteContract<T>
{
    private protected WorkerProcess()
    {
    }

    /// <summary>The number of the worker within its pool, from 1. A replacement keeps it.</summary>
    public abstract int WorkerId { get; }

    /// <summary>How many processes have carried this <see cref="WorkerId"/> so far, from 1.</summary>
    public abstract int Generation { get; }

    /// <summary>The process id; the host's own for an in-process worker.</summary>
    public abstract int ProcessId { get; }

    /// <summary>What the worker is doing.</summary>
    public abstract WorkerState State { get; }

    /// <summary>The method that the worker has been running longest; <c>null</c> when it runs none.</summary>
    /// <remarks>Also <c>null</c> where calls travel by socket (<c>Launch.Transport</c>): the worker cannot be seen there while it is busy.</remarks>
    public abstract string? RunningMethod { get; }

    /// <summary>Since when the worker has been running <see cref="RunningMethod"/>; <c>null</c> when it runs none.</summary>
    public abstract DateTimeOffset? BusySince { get; }

    /// <summary>Ends when the worker has ended. Never faults.</summary>
    public abstract Task<WorkerExitInfo> Exited { get; }

    /// <summary>Ends the process at once, without any of its code running (SIGKILL). The pool starts another when it needs one.</summary>
    public abstract void Kill();
}
