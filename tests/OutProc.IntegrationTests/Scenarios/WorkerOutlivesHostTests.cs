using OutProc.Testing.Shared;
using Host = OutProc.IntegrationTests.Workers.TestHost;

namespace OutProc.IntegrationTests.Scenarios;

// A02: what Python's processes with daemon=False do when their parent ends, except that here it need not wait for them.

/// <summary>A worker that was asked to finishes its calls without its host, and then ends.</summary>
public sealed class WorkerOutlivesHostTests
{
    [Fact]
    public async Task Kill9_HostOfAWorkerThatFinishesItsCalls_CallEndsThenTheWorker()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using Host host = await Host.RunAsync("exec " + Host.Command(AppContext.BaseDirectory, "detached", file));
            int worker = host.Workers.ShouldHaveSingleItem();

            host.Signal("KILL");
            await host.WaitForExitAsync();
            File.Exists(file).ShouldBeFalse("the call outlives the host");

            (await Processes.WaitForEndAsync(worker, TimeSpan.FromSeconds(30))).ShouldBeTrue();
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("stopping");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
