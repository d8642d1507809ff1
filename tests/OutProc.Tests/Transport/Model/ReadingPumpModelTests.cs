namespace OutProc.Tests.Transport.Model;

public sealed class ReadingPumpModelTests(ITestOutputHelper output)
{
    private static readonly bool s_nightly = Environment.GetEnvironmentVariable("OUTPROC_NIGHTLY") == "1";

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void EveryInterleaving_AllAnswersAreRun(int calls, bool blocks)
    {
        Assert.SkipUnless(calls <= 2 || blocks || s_nightly, "Set OUTPROC_NIGHTLY=1 for the larger model.");
        ModelResult result = ModelChecker.Explore(new ReadingPumpModel(calls, blocks));

        output.WriteLine($"{result.States} states");
        result.Failure.ShouldBeNull($"in state {result.State}");
        result.States.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData((int)PumpFault.NotEagerWhenUnwatched)]
    [InlineData((int)PumpFault.LeavesTheRoleUnwatched)]
    [InlineData((int)PumpFault.NoRunAfterWatching)]
    [InlineData((int)PumpFault.NeverLooksWhileWatching)]
    public void StepLeftOut_IsFound(int fault)
        => ModelChecker.Explore(new ReadingPumpModel(calls: 3, blocks: true, (PumpFault)fault)).Failure.ShouldNotBeNull();
}
