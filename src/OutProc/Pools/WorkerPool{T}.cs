using Microsoft.Extensions.Logging;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>The typed face of a <see cref="PoolScheduler"/>.</summary>
internal sealed class WorkerPool<T> : IWorkerPool<T>
    where T : class, IRemoteContract<T>
{
    /// <summary>What a map sends to a worker ahead, at least. Hides the wake-up of a worker behind the work of the call before.</summary>
    private const int MapPrefetch = 16;

    private readonly PoolScheduler _scheduler;
    private readonly T _mapProxy;
    private readonly int _mapWindow;

    public WorkerPool(WorkerPoolOptions options, IWorkerLauncher launcher, ILoggerFactory loggers)
    {
        WorkerDescriptor contract = T.Descriptor;
        int mapPrefetch = Math.Max(MapPrefetch, options.Pool.Prefetch);
        _scheduler = new PoolScheduler(contract, options, launcher, loggers);
        _mapWindow = options.Pool.MaxWorkers * (1 + mapPrefetch);
        _mapProxy = CreateProxy(contract, mapPrefetch);
        Proxy = CreateProxy(contract, options.Pool.Prefetch);
    }

    public T Proxy { get; }

    public IReadOnlyList<WorkerProcess<T>> Workers
    {
        get
        {
            List<(WorkerSlot Slot, WorkerEndpoint Endpoint)> running = _scheduler.Snapshot();
            var handles = new WorkerProcess<T>[running.Count];
            for (int i = 0; i < handles.Length; i++)
            {
                handles[i] = new PooledWorkerProcess<T>(_scheduler, running[i].Slot, running[i].Endpoint);
            }

            return handles;
        }
    }

    public SharedResources Shared => _scheduler.Shared;

    public PoolHealth GetHealth() => _scheduler.GetHealth();

    public WorkerPoolFaultedException? Fault => _scheduler.Fault;

    public Task ResetAsync(CancellationToken cancellationToken = default) => _scheduler.ResetAsync(cancellationToken);

    /// <summary>Starts workers and returns when they are ready.</summary>
    public Task StartAsync(int workers, CancellationToken cancellationToken) => _scheduler.StartAsync(workers, cancellationToken);

    public IAsyncEnumerable<TResult> MapAsync<TItem, TResult>(
        IEnumerable<TItem> source, Func<T, TItem, CancellationToken, ValueTask<TResult>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(call);
        return OrderedMap.RunAsync(_mapProxy, source, call, _mapWindow, cancellationToken);
    }

    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    private T CreateProxy(WorkerDescriptor contract, int prefetch)
        => (T)contract.CreateProxy(new RemoteInvoker(new PoolRouter(_scheduler, prefetch)));
}
