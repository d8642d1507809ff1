using OutProc.Contracts;

namespace OutProc.Pools;

/// <summary>A handle on one worker: what it is, what it does, how it ends.</summary>
/// <typeparam name="T">The contract interface.</typeparam>
/// <remarks>Thread-safe. The handle stays valid after the worker's end, and never means another process that got the same id.</remarks>
public abstract class WorkerProcess<T>
    where T : class, IRemoteContract<T>
{
    private protected WorkerProcess()
    {
    }

    /// <summary>The worker's name in messages, logs and process listings: <c>Thumbnails #2</c>.</summary>
    public virtual string Name => $"{T.Descriptor.DisplayName} #{WorkerId}";

    /// <summary>The number of the worker within its pool, from 1. A replacement keeps it.</summary>
    public abstract int WorkerId { get; }

    /// <summary>How many processes have carried this <see cref="WorkerId"/> so far, from 1.</summary>
    public abstract int Generation { get; }

    /// <summary>The process id; the host's own for an in-process worker.</summary>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    public abstract int ProcessId { get; }

    /// <summary>What the worker is doing.</summary>
    public abstract WorkerState State { get; }

    /// <summary>The method that the worker has been running longest; <c>null</c> when it runs none.</summary>
    /// <remarks>Also <c>null</c> where calls travel by socket (<c>Launch.Transport</c>): the worker cannot be seen there while it is busy.</remarks>
    public abstract string? RunningMethod { get; }

    /// <summary>Since when the worker has been running <see cref="RunningMethod"/>; <c>null</c> when it runs none.</summary>
    public abstract DateTimeOffset? BusySince { get; }

    /// <summary>Ends when the worker has ended. Never faults.</summary>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    public abstract Task<WorkerExitInfo> Exited { get; }

    /// <summary>How the worker ended; <c>null</c> before its end, also before its start.</summary>
    public WorkerExitInfo? ExitInfo => State != WorkerState.NotStarted && Exited is { IsCompleted: true } ended ? ended.GetAwaiter().GetResult() : null;

    /// <summary>Waits for the worker's end, without asking for it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    public Task<WorkerExitInfo> WaitForExitAsync(CancellationToken cancellationToken = default) => Exited.WaitAsync(cancellationToken);

    /// <summary>Waits for the worker's end for a while, without asking for it.</summary>
    /// <param name="timeout">How long; zero only looks.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    /// <exception cref="TimeoutException">The worker still runs.</exception>
    public Task<WorkerExitInfo> WaitForExitAsync(TimeSpan timeout) => Exited.WaitAsync(timeout);

    /// <summary>
    /// Asks the worker to end: it gets no more calls, those it runs may end, its <c>StopAsync</c> and disposal run. It is killed when that takes
    /// longer than the grace.
    /// </summary>
    /// <param name="grace">How long it may take; the default is <c>Launch.ShutdownGrace</c>. Zero kills at once.</param>
    /// <returns>How it ended. A worker that had ended already is fine.</returns>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    public abstract Task<WorkerExitInfo> StopAsync(TimeSpan? grace = null);

    /// <summary>
    /// Sends SIGTERM: the process ends with code 143 unless its code handles the signal. Its calls are not waited for. An in-process worker is
    /// killed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    public abstract void Terminate();

    /// <summary>Ends the process at once, without any of its code running (SIGKILL). The pool starts another when it needs one.</summary>
    /// <exception cref="InvalidOperationException">The worker was not started.</exception>
    public abstract void Kill();

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({(ExitInfo is { } exit ? exit.Describe() : State.ToString())})";
}
