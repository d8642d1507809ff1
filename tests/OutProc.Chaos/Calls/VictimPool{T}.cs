using OutProc.Chaos.Workers;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Workers;

namespace OutProc.Chaos.Calls;

/// <summary>A pool under attack.</summary>
internal sealed class VictimPool<T> : IVictimPool
    where T : class, IRemoteContract<T>
{
    private readonly IWorkerPool<T> _pool;

    private VictimPool(string name, IWorkerPool<T> pool, IVictimCalls calls)
    {
        Name = name;
        _pool = pool;
        Calls = calls;
    }

    public string Name { get; }

    public IVictimCalls Calls { get; }

    public IReadOnlyList<int> ProcessIds => [.. _pool.Workers.Select(static worker => worker.ProcessId).Where(static id => id > 0)];

    public static async Task<IVictimPool> StartAsync(
        string name, WorkerTransport transport, int workers, int prefetch, string journals, Func<T, IVictimCalls> calls)
    {
        IWorkerPool<T> pool = await WorkerPool.StartAsync<T>(options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MaxWorkers = workers;
            options.Pool.Prefetch = prefetch;
            options.Recycle.AfterCalls = 500;
            options.Heartbeat.Interval = TimeSpan.FromMilliseconds(100);
            options.Heartbeat.Timeout = TimeSpan.FromMilliseconds(500);
            options.Calls.CancelGrace = TimeSpan.FromMilliseconds(250);
            options.Launch.Transport = transport;
            options.Launch.ShutdownGrace = TimeSpan.FromSeconds(2);
            options.Launch.Environment[Journal.Variable] = journals;
        });
        return new VictimPool<T>(name, pool, calls(pool.Proxy));
    }

    public async Task ResetAsync()
    {
        try
        {
            await _pool.ResetAsync();
        }
        catch (OutProcException)
        {
            // Still no descriptors. The next call says so too.
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
