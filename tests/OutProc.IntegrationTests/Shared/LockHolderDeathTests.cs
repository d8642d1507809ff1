using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Shared;

/// <summary>A lock outlives whoever dies with it. Ten thousand kills: <c>OutProc.Chaos --locks</c>.</summary>
public sealed class LockHolderDeathTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Kill_WorkersAtAnyStepOfALock_ItIsNeitherLostNorHadTwice()
    {
        LockKillsReport report = await LockKills.RunAsync(kills: 12, workers: 3, seed: 7);

        output.WriteLine(report.ToString());
        report.IsClean.ShouldBeTrue(report.ToString());
        report.Kills.ShouldBe(12);
        report.Visits.ShouldBeGreaterThan(12);
    }
}
