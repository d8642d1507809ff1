namespace OutProc.Contracts;

/// <summary>A remote call ended because its caller cancelled it.</summary>
public sealed class RemoteCanceledException : OperationCanceledException
{
    internal RemoteCanceledException(string message, bool workerKilled, CancellationToken cancellationToken)
        : base(message, cancellationToken) => WorkerKilled = workerKilled;

    /// <summary>Whether the worker had to be killed because the method did not end within the cancel grace.</summary>
    public bool WorkerKilled { get; }
}
