using OutProc.Protocol;

namespace OutProc.Tests.Protocol;

public sealed class WireTextTests
{
    [Theory]
    [InlineData("plain", 5, "plain")]
    [InlineData("plain", 4, "pla…")]
    [InlineData("plain", 1, "…")]
    [InlineData("plain", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("a\U0001F600", 3, "a\U0001F600")]
    [InlineData("a\U0001F600bc", 3, "a…")]
    public void Fit_TooLong_IsCut(string text, int maxLength, string expected) => WireText.Fit(text, maxLength).ShouldBe(expected);

    [Fact]
    public void Fit_LoneSurrogate_IsReplaced() => WireText.Fit("a\uD800b", 10).ShouldBe("a\uFFFDb");

    [Fact]
    public void Fit_ShortValidText_IsTheSameObject()
    {
        string text = new('x', 10);

        WireText.Fit(text, 10).ShouldBeSameAs(text);
        WireText.Fit(null, 10).ShouldBeNull();
    }
}
