using OutProc.Compare.Measuring;
using OutProc.Workers;

namespace OutProc.Compare.Probes;

/// <summary>The pools that are measured.</summary>
internal sealed class ProbePools : IAsyncDisposable
{
    /// <summary>How long a new worker is called before it is measured: its code has to be compiled twice.</summary>
    private readonly TimeSpan _warmUp;

    private readonly List<IAsyncDisposable> _pools = [];

    public ProbePools(TimeSpan warmUp)
    {
        _warmUp = warmUp;
        One = Create(1, static _ => { });
        Parked = Create(1, static options => options.Calls.SpinBudget = TimeSpan.Zero);
        Socket = Create(1, static options => options.Launch.Transport = WorkerTransport.Socket);
        Two = Create(2, static _ => { });
        Eight = Create(8, static _ => { });
        Prefetching = Create(1, static options => options.Pool.Prefetch = 16);
        Concurrent = Add(new LazyPool<IConcurrentProbe>(
            static options => options.Pool.MaxWorkers = 1,
            probe => CallLoops.RateAsync((left, right) => probe.AddAsync(left, right), 1, _warmUp)));
        Memory = Add(new LazyPool<IMemoryProbe>(
            static options =>
            {
                options.Pool.MaxWorkers = 1;
                options.Shared.AddArray<long>(MemoryProbe.Numbers, 64 << 17).AddQueue<int>(MemoryProbe.Items);
            },
            static _ => Task.CompletedTask));
        Locks = Add(new LazyPool<ILockProbe>(
            static options =>
            {
                options.Pool.MinWorkers = 2;
                options.Pool.MaxWorkers = 2;
                options.Shared.AddLock(LockProbe.Guard).AddEvent(LockProbe.Stop).AddCountdown(LockProbe.Ready, 0);
            },
            static _ => Task.CompletedTask));
    }

    /// <summary>One worker, everything else as it comes.</summary>
    public LazyPool<IProbe> One { get; }

    /// <summary>Nobody polls: every call puts the caller and the worker to sleep.</summary>
    public LazyPool<IProbe> Parked { get; }

    public LazyPool<IProbe> Socket { get; }

    public LazyPool<IProbe> Two { get; }

    public LazyPool<IProbe> Eight { get; }

    /// <summary>One worker that is sent calls ahead.</summary>
    public LazyPool<IProbe> Prefetching { get; }

    /// <summary>Two workers that share a lock.</summary>
    public LazyPool<ILockProbe> Locks { get; }

    /// <summary>One worker that runs calls side by side.</summary>
    public LazyPool<IConcurrentProbe> Concurrent { get; }

    /// <summary>One worker that shares an array and a queue.</summary>
    public LazyPool<IMemoryProbe> Memory { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable pool in _pools)
        {
            await pool.DisposeAsync();
        }
    }

    private LazyPool<IProbe> Create(int workers, Action<WorkerPoolOptions> configure) => Add(new LazyPool<IProbe>(
        options =>
        {
            options.Pool.MinWorkers = workers;
            options.Pool.MaxWorkers = workers;
            configure(options);
        },
        probe => CallLoops.RateAsync((left, right) => probe.AddAsync(left, right), workers, _warmUp)));

    private LazyPool<T> Add<T>(LazyPool<T> pool)
        where T : class, IRemoteContract<T>
    {
        _pools.Add(pool);
        return pool;
    }
}
