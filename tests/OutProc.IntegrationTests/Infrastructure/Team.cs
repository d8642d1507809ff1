using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>Workers that can be addressed one by one and share one set of resources: a pool for each, all in the set of the first.</summary>
internal sealed class Team : IAsyncDisposable
{
    private readonly List<IWorkerPool<ISynchronizer>> _pools = [];

    private Team()
    {
    }

    public SharedResources Shared => _pools[0].Shared;

    public IReadOnlyList<ISynchronizer> Members => [.. _pools.Select(static pool => pool.Proxy)];

    public static async Task<Team> StartAsync(int workers, Action<SharedDeclarations> declare)
    {
        var team = new Team();
        try
        {
            for (int i = 0; i < workers; i++)
            {
                team._pools.Add(await WorkerPool.StartAsync<ISynchronizer>(
                    options =>
                    {
                        options.Pool.MaxWorkers = 1;
                        if (i == 0)
                        {
                            declare(options.Shared);
                        }
                        else
                        {
                            options.Shared.Inherit(team.Shared);
                        }
                    },
                    cancellationToken: TestContext.Current.CancellationToken).DefaultTimeout());
            }

            return team;
        }
        catch
        {
            await team.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills a member with SIGKILL; the next call starts another one in its place.</summary>
    public async Task KillAsync(int member)
    {
        WorkerProcess<ISynchronizer> worker = _pools[member].Workers[0];
        worker.Kill();
        await worker.Exited.DefaultTimeout();
    }

    public async ValueTask DisposeAsync()
    {
        // The set is the first one's.
        for (int i = _pools.Count - 1; i >= 0; i--)
        {
            await _pools[i].DisposeAsync();
        }
    }
}
