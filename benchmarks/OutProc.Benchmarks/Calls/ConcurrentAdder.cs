namespace OutProc.Benchmarks.Calls;

/// <summary>Two numbers there, one back, many calls side by side.</summary>
[RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
public sealed class ConcurrentAdder
{
    public int Add(int left, int right) => left + right;
}
