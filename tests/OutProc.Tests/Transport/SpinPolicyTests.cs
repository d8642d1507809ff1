using OutProc.Transport;

namespace OutProc.Tests.Transport;

public sealed class SpinPolicyTests
{
    private const int Elsewhere = 100_000;

    [Fact]
    public void TryBegin_NoBudget_IsFalse() => new SpinPolicy(TimeSpan.Zero).TryBegin(Elsewhere, out _).ShouldBeFalse();

    [Fact]
    public void TryBegin_AfterPollingInVain_SkipsTwiceAsManyEachTime()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "There is no polling on one processor.");
        var policy = new SpinPolicy(TimeSpan.FromMicroseconds(20));

        for (int skipped = 1; skipped <= 256; skipped *= 2)
        {
            policy.Fail();
            CountSkips(policy).ShouldBe(skipped);
        }

        policy.Fail();
        CountSkips(policy).ShouldBe(256, "the most that is skipped");
        policy.Succeed();
        policy.Fail();
        CountSkips(policy).ShouldBe(1);
    }

    [Theory]
    [InlineData(null, 20)]
    [InlineData("", 20)]
    [InlineData("abc", 20)]
    [InlineData("-1", 20)]
    [InlineData("1001", 20)]
    [InlineData("0", 0)]
    [InlineData("50", 50)]
    public void ReadBudget_Text_IsTheNumberOrTheDefault(string? text, int microseconds)
        => SpinPolicy.ReadBudget(text).ShouldBe(TimeSpan.FromMicroseconds(microseconds));

    /// <summary>Asks until polling is allowed.</summary>
    private static int CountSkips(SpinPolicy policy)
    {
        int skips = 0;
        while (!policy.TryBegin(Elsewhere, out _))
        {
            skips++;
        }

        return skips;
    }
}
