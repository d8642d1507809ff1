namespace OutProc.Contracts;

/// <summary>The worker process that had the call ended before it answered. Other workers and their calls are not touched.</summary>
public sealed class WorkerCrashedException : OutProcException
{
    internal WorkerCrashedException(string message, WorkerExitInfo exit, CrashCause cause, bool mayHaveExecuted)
        : base(message)
    {
        Exit = exit;
        Cause = cause;
        MayHaveExecuted = mayHaveExecuted;
    }

    /// <summary>How the process ended.</summary>
    public WorkerExitInfo Exit { get; }

    /// <summary>Why it ended.</summary>
    public CrashCause Cause { get; }

    /// <summary>Whether the method may have run, wholly or in part. When <c>false</c>, repeating the call is safe.</summary>
    public bool MayHaveExecuted { get; }
}
