using OutProc.Protocol;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public sealed class DebuggerVariableTests
{
    [Theory]
    [InlineData(null, "None")]
    [InlineData("", "None")]
    [InlineData("wait", "Wait")]
    [InlineData("WAIT", "Wait")]
    [InlineData("launch", "Launch")]
    [InlineData("wait:Thumbnails", "Wait")]
    [InlineData("wait: thumbnails", "Wait")]
    [InlineData("launch:Crawler", "None")]
    public void For_AnyValue_IsForTheWorkerThatIsMeant(string? value, string expected)
    {
        DebuggerVariable.IsValid(value).ShouldBeTrue();
        DebuggerVariable.For(value, "Thumbnails").ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("wait:")]
    [InlineData(":Thumbnails")]
    [InlineData("0")]
    public void IsValid_Nonsense_IsRefused(string value)
    {
        DebuggerVariable.IsValid(value).ShouldBeFalse();
        DebuggerVariable.For(value, "Thumbnails").ShouldBe(DebuggerRequest.None);
    }
}
