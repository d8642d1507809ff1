namespace OutProc.Contracts;

/// <summary>
/// The pool has given up starting workers, because too many starts in a row have failed. The inner exception is the last failure. Calls fail with
/// this at once until <c>IWorkerPool.ResetAsync</c> is called.
/// </summary>
public sealed class WorkerPoolFaultedException : OutProcException
{
    internal WorkerPoolFaultedException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>The same exception for one more caller: a thrown exception carries its own stack and must not be shared.</summary>
    internal WorkerPoolFaultedException Again()
        => new(Message, InnerException is WorkerStartException start ? start.Again() : InnerException!) { Worker = Worker };
}
