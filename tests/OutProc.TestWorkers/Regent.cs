using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Has workers of its own, which take part in what it was given.</summary>
[RemoteWorker]
public sealed class Regent(IWorkerContext context) : IAsyncDisposable
{
    private IWorkerPool<ISharer>? _pool;

    /// <summary>Starts one and tells its process id.</summary>
    public async Task<int> StartAsync(bool inherits)
    {
        await DisposeAsync();
        _pool = await WorkerPool.StartAsync<ISharer>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Launch.MaxDepth = 2;
            if (inherits)
            {
                options.Shared.Inherit(context.Shared);
            }
        });
        return await _pool.Proxy.ProcessIdAsync();
    }

    /// <summary>Hands what it is handed on.</summary>
    public async Task CountWithAsync(Parcel parcel, int times, CancellationToken cancellationToken)
        => await _pool!.Proxy.CountWithAsync(parcel, times, cancellationToken);

    /// <summary>Lets its worker take a lock and keep it.</summary>
    public async Task<bool> HoldAsync(string name, CancellationToken cancellationToken) => await _pool!.Proxy.HoldAsync(name, cancellationToken);

    public async Task SetAsync(string name) => await _pool!.Proxy.SetAsync(name);

    public void KillOwn() => _pool!.Workers[0].Kill();

    public ValueTask DisposeAsync() => _pool?.DisposeAsync() ?? default;
}
