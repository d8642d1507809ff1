using OutProc.Shared;

namespace OutProc.Contracts;

/// <summary>What a worker instance can know of its own process. Injected into the worker's constructor on request.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IWorkerContext
{
    /// <summary>The number of the worker within its pool, from 1. A replacement keeps the number of the worker it replaces.</summary>
    int WorkerId { get; }

    /// <summary>How many processes have carried this <see cref="WorkerId"/> so far, from 1.</summary>
    int Generation { get; }

    /// <summary>The process id of the host.</summary>
    int HostProcessId { get; }

    /// <summary>
    /// When the call that the current flow of control belongs to will be cancelled, because its caller does not wait longer; <c>null</c> when it
    /// has no time limit, and outside of calls.
    /// </summary>
    DateTimeOffset? Deadline { get; }

    /// <summary>What this worker has in common with the host and the other workers of its pool.</summary>
    SharedResources Shared { get; }

    /// <summary>Cancelled when the worker is asked to stop; the process ends at the latest after the host's shutdown grace.</summary>
    CancellationToken Stopping { get; }
}
