namespace OutProc.TestWorkers;

/// <summary>Has a worker of its own.</summary>
[RemoteWorker]
public sealed class Nester : IAsyncDisposable
{
    private IWorkerPool<IGlutton>? _pool;

    /// <summary>Starts it, keeps it busy, and tells its process id.</summary>
    public async Task<int> HoldAsync(int maxDepth)
    {
        _pool = await WorkerPool.StartAsync<IGlutton>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Launch.MaxDepth = maxDepth;
        });
        _ = _pool.Proxy.SpinInFinallyAsync(int.MaxValue).AsTask();
        return _pool.Workers[0].ProcessId;
    }

    public ValueTask DisposeAsync() => _pool?.DisposeAsync() ?? default;
}
