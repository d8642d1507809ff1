namespace OutProc.Compare.Probes;

/// <summary>A pool that starts when it is first needed, warms up, and then lives, idle, until the end of the run.</summary>
internal sealed class LazyPool<T>(Action<WorkerPoolOptions> configure, Func<T, Task> warmUp) : IAsyncDisposable
    where T : class, IRemoteContract<T>
{
    private Task<IWorkerPool<T>>? _pool;

    public Task<IWorkerPool<T>> GetAsync() => _pool ??= StartAsync();

    public async Task<T> ProxyAsync() => (await GetAsync()).Proxy;

    public async ValueTask DisposeAsync()
    {
        if (_pool is { IsCompletedSuccessfully: true })
        {
            await (await _pool).DisposeAsync();
        }
    }

    private async Task<IWorkerPool<T>> StartAsync()
    {
        IWorkerPool<T> pool = await WorkerPool.StartAsync<T>(configure);
        try
        {
            await warmUp(pool.Proxy);
            return pool;
        }
        catch
        {
            await pool.DisposeAsync();
            throw;
        }
    }
}
