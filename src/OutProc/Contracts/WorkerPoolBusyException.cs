namespace OutProc.Contracts;

/// <summary>The pool's queue is full. The call was not sent.</summary>
public sealed class WorkerPoolBusyException : OutProcException
{
    internal WorkerPoolBusyException(string message, int queueLength)
        : base(message) => QueueLength = queueLength;

    /// <summary>The number of calls that were waiting.</summary>
    public int QueueLength { get; }
}
