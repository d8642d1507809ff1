namespace OutProc.Pools;

/// <summary>How many workers a pool has and how calls are spread over them.</summary>
public sealed class PoolOptions
{
    /// <summary>How many workers are kept running.</summary>
    /// <value>The default is 0: workers start with the first calls.</value>
    public int MinWorkers { get; set; }

    /// <summary>How many workers may run at once.</summary>
    /// <value>The default is <see cref="System.Environment.ProcessorCount"/>, which respects CPU affinity and cgroup quotas. Must be at least 1.</value>
    public int MaxWorkers { get; set; } = System.Environment.ProcessorCount;

    /// <summary>How many calls are sent to a worker beyond the one it runs, so that the next call is there when one ends.</summary>
    /// <value>The default is 0. A <c>MapAsync</c> uses at least 16. Must not be negative.</value>
    public int Prefetch { get; set; }

    /// <summary>How many calls a <see cref="Contracts.WorkerConcurrency.Concurrent"/> worker is given at once.</summary>
    /// <value>The default is 64. Must be at least 1.</value>
    public int MaxConcurrencyPerWorker { get; set; } = 64;

    /// <summary>How many calls may wait for a worker. A call beyond that fails with <see cref="Contracts.WorkerPoolBusyException"/>.</summary>
    /// <value>The default is 65,536. Must be at least 1.</value>
    public int MaxQueue { get; set; } = 65_536;

    /// <summary>
    /// How long a call may wait for a worker. A call that waits longer fails with <see cref="Contracts.RemoteTimeoutException"/>; no worker
    /// has started it.
    /// </summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan QueueTimeout { get; set; } = Timeout.InfiniteTimeSpan;
}
