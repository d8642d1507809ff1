namespace OutProc.Tests.Transport.Model;

public sealed class StandbyModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    public void EveryInterleaving_UrgentFramesAreReadAndTheRoleComesBack(int frames, int methods)
    {
        ModelResult result = ModelChecker.Explore(new StandbyModel(frames, methods));

        output.WriteLine($"{result.States} states");
        result.Failure.ShouldBeNull($"in state {result.State}");
        result.States.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData((int)StandbyFault.NoFence)]
    [InlineData((int)StandbyFault.NoLookOnLeaving)]
    [InlineData((int)StandbyFault.NoLookForWanted)]
    [InlineData((int)StandbyFault.NoLookBeforeSleep)]
    [InlineData((int)StandbyFault.NoSecondTry)]
    public void StepLeftOut_IsFound(int fault)
        => ModelChecker.Explore(new StandbyModel(frames: 3, methods: 3, (StandbyFault)fault)).Failure.ShouldNotBeNull();
}
