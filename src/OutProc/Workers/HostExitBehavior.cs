namespace OutProc.Workers;

/// <summary>What a worker process does when its host is gone without having stopped it: killed, crashed, or ended without disposing the pool.</summary>
public enum HostExitBehavior
{
    /// <summary>It ends at once, whatever it is doing, as a Python process with <c>daemon=True</c>, and also when the host is killed.</summary>
    EndAtOnce = 0,

    /// <summary>
    /// It finishes the calls it runs, whose results nobody gets, stops in order and ends: <c>IWorkerContext.Stopping</c> is cancelled, <c>StopAsync</c> and
    /// disposal run. Nothing bounds that.
    /// </summary>
    FinishCalls = 1,
}
