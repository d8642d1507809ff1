using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A34: all memory is freed at the end.

/// <summary>What a pool shared is gone with it.</summary>
[Collection(nameof(Alone))]
public sealed class SharedMemoryIsFreedTests
{
    [Fact]
    public async Task Dispose_ManyPools_LeaveNoDescriptorAndNoMemory()
    {
        await RunAsync();
        int descriptors = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 5; i++)
        {
            await RunAsync();
        }

        Directory.GetFiles("/proc/self/fd").Length.ShouldBeLessThanOrEqualTo(descriptors + 2);
        File.ReadAllText("/proc/self/maps").Split('\n').Count(static line => line.Contains("memfd:outproc")).ShouldBeLessThan(30);

        static async Task RunAsync()
        {
            await using IWorkerPool<IPorter> pool = await Porters.StartAsync(ExecutionMode.Process, 2, static shared =>
            {
                for (int i = 0; i < 20; i++)
                {
                    shared.AddArray<int>($"array{i}", 1000).AddQueue<string>($"queue{i}").AddSnapshot<string[]>($"snapshot{i}");
                }
            });
            pool.Shared.Get<SharedArray<int>>("array3")[0] = 1;
            pool.Shared.Get<SharedQueue<string>>("queue3").TryWrite("text").ShouldBeTrue();
        }
    }
}
