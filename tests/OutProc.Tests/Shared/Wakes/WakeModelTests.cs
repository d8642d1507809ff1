using OutProc.Tests.Transport.Model;

namespace OutProc.Tests.Shared.Wakes;

public sealed class WakeModelTests(ITestOutputHelper output)
{
    private static readonly bool s_nightly = Environment.GetEnvironmentVariable("OUTPROC_NIGHTLY") == "1";

    [Theory]
    [InlineData(2, 2, 0, 2)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(2, 2, 1, 0)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(3, 1, 1, 0)]
    [InlineData(2, 3, 0, 2)]
    public void EveryInterleaving_OneHoldsTheLockAndNobodyWaitsForEver(int processes, int rounds, int kills, int timeouts)
    {
        Assert.SkipUnless(processes + rounds + kills <= 4 || (processes == 2 && rounds == 2) || s_nightly, "Set OUTPROC_NIGHTLY=1 for the larger models.");

        ModelResult result = ModelChecker.Explore(new WakeModel(processes, rounds, kills, timeouts));

        output.WriteLine($"{result.States} states");
        result.Failure.ShouldBeNull($"in state {result.State}");
        result.States.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData((int)WakeFault.LookBeforeEntering, 2, 2, 0, 0)]
    [InlineData((int)WakeFault.NoRingOnGivingWay, 2, 3, 0, 2)]
    [InlineData((int)WakeFault.NoRingOnLeaving, 3, 1, 0, 1)]
    [InlineData((int)WakeFault.AnswerAfterLooking, 2, 1, 0, 0)]
    [InlineData((int)WakeFault.NoMarkForTheAwake, 2, 1, 0, 0)]
    [InlineData((int)WakeFault.NoRingOnRepair, 2, 1, 1, 0)]
    [InlineData((int)WakeFault.NoWakeOnRepair, 2, 1, 1, 0)]
    [InlineData((int)WakeFault.DeadKeepWaiting, 3, 1, 1, 0)]
    [InlineData((int)WakeFault.OwnerAfterTaking, 2, 1, 1, 0)]
    public void StepLeftOut_IsFound(int fault, int processes, int rounds, int kills, int timeouts)
    {
        ModelResult result = ModelChecker.Explore(new WakeModel(processes, rounds, kills, timeouts, (WakeFault)fault));

        output.WriteLine($"{result.States} states: {result.Failure}");
        result.Failure.ShouldNotBeNull();
        result.Failure.ShouldNotContain("more than", Case.Sensitive, "it should be found, and not given up");
    }
}
