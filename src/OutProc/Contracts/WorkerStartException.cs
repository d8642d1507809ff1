namespace OutProc.Contracts;

/// <summary>A worker process could not be started. Every caller that waited for it gets this exception.</summary>
public class WorkerStartException : OutProcException
{
    internal WorkerStartException(WorkerStartFailure reason, string message, WorkerExitInfo? exit = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        Exit = exit;
    }

    /// <summary>Why the start failed.</summary>
    public WorkerStartFailure Reason { get; }

    /// <summary>How the process ended, or <c>null</c> when there was no process or it had to be killed before its end was observed.</summary>
    public WorkerExitInfo? Exit { get; }

    /// <summary>The same exception for one more caller: a thrown exception carries its own stack and must not be shared.</summary>
    internal virtual WorkerStartException Again() => new(Reason, Message, Exit, InnerException) { Worker = Worker };
}
