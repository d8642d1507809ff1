namespace OutProc.Tests.Transport.Model;

public sealed class ReaderRoleModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void EveryInterleaving_AllCallsCompleteAndTheWakeIsSeen(int calls, bool wakes)
    {
        ModelResult result = ModelChecker.Explore(new ReaderRoleModel(calls, wakes));

        output.WriteLine($"{result.States} states");
        result.Failure.ShouldBeNull($"in state {result.State}");
        result.States.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData((int)ModelFault.NoFence)]
    [InlineData((int)ModelFault.NoSecondLook)]
    [InlineData((int)ModelFault.LateTicket)]
    public void StepLeftOut_IsFound(int fault)
        => ModelChecker.Explore(new ReaderRoleModel(calls: 3, wakes: false, (ModelFault)fault)).Failure.ShouldNotBeNull();
}
