using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>Adding a token, and taking one instead of its source.</summary>
public sealed class TokenFixTests
{
    [Theory]
    [InlineData("public int Count() => 0;", "public int Count(CancellationToken cancellationToken = default) => 0;")]
    [InlineData("public int Count(string a, int b = 1) => b;", "public int Count(string a, int b = 1, CancellationToken cancellationToken = default) => b;")]
    [InlineData(
        "public int Count(string a) { int cancellationToken = 1; return cancellationToken; }",
        "public int Count(string a, CancellationToken callToken = default) { int cancellationToken = 1; return cancellationToken; }")]
    public Task Fix_NoToken_IsAdded(string before, string after)
        => CodeFixRun.VerifyAsync<MethodAdviceAnalyzer, AddTokenFix>(Worker(before), Worker(after));

    [Fact]
    public Task FixAll_SeveralMethods_GetTokens() => CodeFixRun.VerifyAllAsync<MethodAdviceAnalyzer, AddTokenFix>(
        Worker("public int A() => 0; public void B(string b) { }"),
        Worker("public int A(CancellationToken cancellationToken = default) => 0; public void B(string b, CancellationToken cancellationToken = default) { }"));

    [Theory]
    [InlineData("public int Count(params int[] all) => 0;")]
    [InlineData("public int CompareTo(int other) => 0;", ": IComparable<int>")]
    public Task Fix_FormIsGiven_IsNotOffered(string method, string bases = "")
        => CodeFixRun.VerifyNotOfferedAsync<MethodAdviceAnalyzer, AddTokenFix>(Worker(method, bases));

    [Theory]
    [InlineData("public void Run(CancellationTokenSource stop) { stop.Token.ThrowIfCancellationRequested(); }", "public void Run(CancellationToken stop) { stop.ThrowIfCancellationRequested(); }")]
    [InlineData(
        "public Task RunAsync(CancellationTokenSource stop, string url) => Task.Delay(stop.IsCancellationRequested ? 1 : 2, stop.Token);",
        "public Task RunAsync(string url, CancellationToken stop) => Task.Delay(stop.IsCancellationRequested ? 1 : 2, stop);")]
    [InlineData(
        "public void Run(string a, CancellationTokenSource stop, int b = 5) { }",
        "public void Run(string a, int b = 5, CancellationToken stop = default) { }")]
    public Task Fix_Source_BecomesAToken(string before, string after)
        => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, TokenOfSourceFix>(Worker(before), Worker(after));

    [Theory]
    [InlineData("public void Run(CancellationTokenSource stop, CancellationToken token) { }")]
    [InlineData("public void Run(Task stop) { }")]
    [InlineData("public void Run(List<CancellationTokenSource> stop) { }")]
    public Task Fix_NotASourceAlone_IsNotOffered(string method)
        => CodeFixRun.VerifyNotOfferedAsync<RemotabilityAnalyzer, TokenOfSourceFix>(Worker(method));

    private static string Worker(string methods, string bases = "")
        => $"[RemoteWorker]\npublic sealed class Worker{bases}\n{{\n    {methods}\n}}\n";
}
