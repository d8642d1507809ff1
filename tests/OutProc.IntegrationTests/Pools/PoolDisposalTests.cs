using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Pools;

[Collection(nameof(Alone))]
public sealed class PoolDisposalTests
{
    [Fact]
    public async Task Dispose_ManyPools_LeavesNoDescriptorAndNoProcess()
    {
        // The first pool starts what lives as long as the process: monitor, spawner.
        await StartAndDisposeAsync();
        int before = CountDescriptors();
        var processes = new List<int>();

        for (int i = 0; i < 5; i++)
        {
            processes.Add(await StartAndDisposeAsync());
        }

        CountDescriptors().ShouldBeLessThanOrEqualTo(before);
        processes.ShouldAllBe(id => !Directory.Exists($"/proc/{id}"));
    }

    private static int CountDescriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private static async Task<int> StartAndDisposeAsync()
    {
        await using IWorkerPool<ICalculator> pool =
            await WorkerPool.StartAsync<ICalculator>(options => options.Pool.MaxWorkers = 1).DefaultTimeout();
        return await pool.Proxy.ProcessIdAsync().DefaultTimeout();
    }
}
