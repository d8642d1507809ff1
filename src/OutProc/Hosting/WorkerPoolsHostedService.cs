using Microsoft.Extensions.Hosting;

namespace OutProc.Hosting;

/// <summary>Starts the pools before all other services of the host, and stops them after all others have stopped: those may still need
/// them.</summary>
internal sealed class WorkerPoolsHostedService(IEnumerable<IHostedPool> pools) : IHostedLifecycleService
{
    private readonly IHostedPool[] _pools = [.. pools];

    public Task StartingAsync(CancellationToken cancellationToken)
        => Task.WhenAll(Array.ConvertAll(_pools, pool => pool.StartAsync(cancellationToken)));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
        => Task.WhenAll(Array.ConvertAll(_pools, static pool => pool.StopAsync())).WaitAsync(cancellationToken);
}
