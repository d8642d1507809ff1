using OutProc.Contracts;
using OutProc.Rpc;

namespace OutProc.Workers;

/// <summary>One started, ready worker as the pool sees it.</summary>
/// <remarks>Thread-safe. Disposing ends the worker at once if it still runs, and waits for its end.</remarks>
internal abstract class WorkerEndpoint : IAsyncDisposable
{
    /// <summary>How long disposing waits for the host's loggers to take the worker's last record: they are user code.</summary>
    protected static readonly TimeSpan LoggingLimit = TimeSpan.FromSeconds(1);

    public abstract int WorkerId { get; }

    public abstract int Generation { get; }

    public abstract int ProcessId { get; }

    public abstract WorkerConcurrency Concurrency { get; }

    /// <summary>The host's end of the conversation. It was not started yet: the pool does that.</summary>
    public abstract HostConnection Connection { get; }

    /// <summary>How much memory the worker's process has resident; <c>null</c> when it has no process of its own, or that is gone.</summary>
    public virtual long? ResidentBytes => null;

    /// <summary>Asks the worker whether it is alive, unless it owes an answer; kills it when it has owed one for too long.</summary>
    /// <param name="limit">How long it may owe one.</param>
    /// <param name="forgive">Whether the host itself stood still for a while: the answer may be there and not read.</param>
    public virtual void Beat(TimeSpan limit, bool forgive)
    {
    }

    /// <summary>Completes once, when the worker has ended and its connection was told. Never faults.</summary>
    public abstract Task<WorkerExitInfo> Exited { get; }

    /// <summary>Ends the worker at once, without any of its code running. The first cause given is the one that is reported.</summary>
    public abstract void Kill(CrashCause cause);

    /// <summary>Sends the worker the signal that asks processes to end. Where there is no process, kills it.</summary>
    public virtual void Terminate() => Kill(CrashCause.Stopped);

    /// <summary>Asks the worker to end, waits, kills it if it still runs, and waits for its end. Never throws.</summary>
    /// <param name="grace">How long the worker may take; zero kills at once.</param>
    public abstract ValueTask StopAsync(TimeSpan grace);

    public abstract ValueTask DisposeAsync();

    /// <summary>The end of a worker with the calls it leaves behind, which are known when all its answers have been read.</summary>
    protected static async Task<WorkerExitInfo> WithCallsAsync(Task<WorkerExitInfo> exited, Func<HostConnection?> getConnection)
    {
        WorkerExitInfo exit = await exited.ConfigureAwait(false);
        if (getConnection() is not { IsStarted: true } connection)
        {
            return exit;
        }

        await connection.Ended.ConfigureAwait(false);
        return connection.Exit ?? exit;
    }
}
