namespace OutProc.Contracts;

/// <summary>What a worker is doing.</summary>
public enum WorkerState
{
    /// <summary>The process is being started.</summary>
    Starting = 0,

    /// <summary>The worker is waiting for a call.</summary>
    Ready = 1,

    /// <summary>The worker has at least one call.</summary>
    Busy = 2,

    /// <summary>The worker gets no more calls and is about to end.</summary>
    Stopping = 3,

    /// <summary>The process has ended.</summary>
    Exited = 4,

    /// <summary>The process was not started yet.</summary>
    NotStarted = 5,
}
