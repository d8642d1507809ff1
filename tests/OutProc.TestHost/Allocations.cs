using System.Globalization;
using OutProc.TestWorkers;
using OutProc.Workers;

namespace OutProc.TestHost;

/// <summary>Counts what calls allocate, in a host and a worker in which nothing else happens.</summary>
internal static class Allocations
{
    /// <summary>Prints the bytes that the calls allocated in the host and in the worker.</summary>
    public static async Task<int> RunAsync(string transport, int calls)
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Launch.Transport = Enum.Parse<WorkerTransport>(transport);
        });

        // Pools fill, code is compiled and compiled again.
        await CallAsync(pool.Proxy, calls / 3);
        long worker = await pool.Proxy.AllocatedBytesAsync();
        long question = await pool.Proxy.AllocatedBytesAsync() - worker;
        long host = GC.GetTotalAllocatedBytes(precise: true);
        await CallAsync(pool.Proxy, calls);
        host = GC.GetTotalAllocatedBytes(precise: true) - host;
        worker = await pool.Proxy.AllocatedBytesAsync() - worker - (2 * question);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{host} {worker}"));
        return 0;
    }

    private static async Task CallAsync(ICalculator calculator, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            if (await calculator.AddAsync(i, 1) != i + 1)
            {
                throw new InvalidOperationException("A wrong sum.");
            }
        }
    }
}
