using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Shared;

namespace OutProc.Hosting;

/// <summary>Makes the pool of one contract when somebody needs it, and lets the host start and stop it.</summary>
internal sealed class HostedPool<T>(IServiceProvider services, IOptionsMonitor<WorkerPoolOptions> options) : IHostedPool
    where T : class, IRemoteContract<T>
{
    private WorkerPool<T>? _pool;

    /// <summary>Makes the pool. Called once, by the container, which owns it.</summary>
    public WorkerPool<T> Create()
    {
        WorkerPoolOptions configured = GetOptions();
        if (configured.Shared.Inherited is null)
        {
            configured.Shared.Inherit(services.GetRequiredService<SharedResources>());
        }

        return _pool = WorkerPool.Create<T>(configured, services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Read even if no worker is to be started: options that are wrong must fail the start of the host, not the first call.
        int workers = GetOptions().Pool.MinWorkers;
        if (workers == 0)
        {
            return Task.CompletedTask;
        }

        // A pool that somebody else registered, a mock for instance, has no workers to start.
        return services.GetRequiredService<IWorkerPool<T>>() is WorkerPool<T> pool
            ? pool.StartAsync(workers, cancellationToken)
            : Task.CompletedTask;
    }

    public PoolHealth? GetHealth() => _pool?.GetHealth();

    public Task StopAsync() => _pool?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    private WorkerPoolOptions GetOptions() => options.Get(T.Descriptor.ContractName);
}
