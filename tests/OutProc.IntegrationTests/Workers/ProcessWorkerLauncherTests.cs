using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

public class ProcessWorkerLauncherTests
{
    [Fact]
    public async Task StartAsync_WorkerAssemblyMissing_NamesIt()
    {
        var launcher = new ProcessWorkerLauncher();
        WorkerStartException error = await Should.ThrowAsync<WorkerStartException>(
            () => launcher.StartAsync(StartRequests.ForMissingAssembly(), TestContext.Current.CancellationToken).DefaultTimeout());
        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("Missing.Assembly");
        error.Exit.ShouldNotBeNull().ProcessId.ShouldBeGreaterThan(0);
    }
}
