using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Keeps its books in a dictionary and a list of the pool, from its first to its last moment.</summary>
[RemoteWorker]
public sealed class Registrar(IWorkerContext context) : IWorkerLifecycle
{
    private SharedDictionary<string, long> Counts => context.Shared.Get<SharedDictionary<string, long>>("counts");

    private SharedList<string> Events => context.Shared.Get<SharedList<string>>("events");

    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
        => await Events.AddAsync($"started {context.WorkerId}", cancellationToken);

    public async ValueTask StopAsync(CancellationToken cancellationToken) => await Events.AddAsync($"stopped {context.WorkerId}", cancellationToken);

    public async Task CountAsync(string key, int times, CancellationToken cancellationToken)
    {
        for (int i = 0; i < times; i++)
        {
            await Counts.AddOrUpdateAsync(key, 1, static count => count + 1, cancellationToken);
        }
    }

    /// <summary>Waits for the host on the thread that runs the method.</summary>
    public long Read(string key) => Counts.GetAsync(key).AsTask().GetAwaiter().GetResult();

    public void Write(string key, long value) => Counts.SetAsync(key, value).AsTask().GetAwaiter().GetResult();

    /// <summary>Counts for ever.</summary>
    public async Task CountOnAsync(string key, CancellationToken cancellationToken) => await CountAsync(key, int.MaxValue, cancellationToken);

    /// <summary>Puts text that takes many messages, and tells how much of it came back.</summary>
    public async Task<int> RoundTripAsync(int length)
    {
        int index = await Events.AddAsync(new string('x', length));
        return (await Events.GetAsync(index)).Length;
    }

    /// <summary>Takes what another process may have taken first.</summary>
    public async Task<int> TakeAllAsync(int keys)
    {
        int taken = 0;
        for (int i = 0; i < keys; i++)
        {
            taken += (await Counts.TryRemoveAsync($"key {i}")).Found ? 1 : 0;
        }

        return taken;
    }
}
