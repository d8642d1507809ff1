using OutProc.Pools;

namespace OutProc.Hosting;

/// <summary>A worker pool as the host's life cycle sees it.</summary>
internal interface IHostedPool
{
    /// <summary>Checks the options and starts the workers that are to run from the beginning.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>How the pool is; <c>null</c> when nobody has asked for it yet.</summary>
    PoolHealth? GetHealth();

    /// <summary>Stops the pool, if anybody ever asked for it.</summary>
    Task StopAsync();
}
