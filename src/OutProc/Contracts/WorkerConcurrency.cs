namespace OutProc.Contracts;

/// <summary>How many calls one worker instance executes at a time.</summary>
public enum WorkerConcurrency
{
    /// <summary>One call at a time, in arrival order, until its task has ended. A class written for one thread stays correct.</summary>
    Serialized = 0,

    /// <summary>Calls run side by side on the worker's thread pool. The class must be thread-safe.</summary>
    Concurrent = 1,
}
