using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Workers;

public class HostDeathTests
{
    private static readonly TimeSpan s_promise = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill9_Host_LeavesNoWorkerAfterASecond(bool busy)
    {
        using TestHost host = await TestHost.StartAsync(workers: 3, busy);
        host.Workers.Count.ShouldBe(3);
        host.Workers.ShouldAllBe(pid => Processes.IsAlive(pid));
        await host.KillAsync();
        foreach (int worker in host.Workers)
        {
            (await Processes.WaitForEndAsync(worker, s_promise)).ShouldBeTrue($"worker {worker} outlives its host");
        }
    }
}
