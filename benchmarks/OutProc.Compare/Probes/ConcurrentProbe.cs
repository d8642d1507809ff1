namespace OutProc.Compare.Probes;

/// <summary>The same, for many calls at once.</summary>
[RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
public sealed class ConcurrentProbe
{
    public int Add(int left, int right) => left + right;
}
