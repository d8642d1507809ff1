using OutProc.Contracts;

namespace OutProc.Workers;

/// <summary>Starts workers. The seam behind which local processes, workers in this process and later other machines are alike.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IWorkerLauncher
{
    /// <summary>Starts one worker and returns when it can take calls. On failure nothing of it is left running.</summary>
    /// <exception cref="WorkerStartException">The worker could not be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no way to start workers on this platform yet.</exception>
    ValueTask<WorkerEndpoint> StartAsync(WorkerStartRequest request, CancellationToken cancellationToken);
}
