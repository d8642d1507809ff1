using OutProc.Shared;
using OutProc.TestWorkers;

namespace OutProc.TestHost;

/// <summary>Has two workers that use memory of this host's.</summary>
internal static class Sharing
{
    public static async Task<int> RunAsync()
    {
        await using IWorkerPool<ISharer> pool = await WorkerPool.StartAsync<ISharer>(static options =>
        {
            options.Pool.MinWorkers = 2;
            options.Pool.MaxWorkers = 2;
            options.Shared.AddLock("guard").AddArray<long>("numbers", 1 << 20);
        });
        SharedArray<long> numbers = pool.Shared.Get<SharedArray<long>>("numbers");
        await Task.WhenAll(pool.Proxy.HoldWithAsync("guard", numbers).AsTask(), pool.Proxy.SumAsync(numbers).AsTask());
        Console.WriteLine("workers " + string.Join(' ', pool.Workers.Select(static worker => worker.ProcessId)));
        await Console.In.ReadLineAsync();
        return 0;
    }
}
