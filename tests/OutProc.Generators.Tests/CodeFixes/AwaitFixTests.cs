using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>Awaiting what is blocked on, dropped or awaited twice.</summary>
public sealed class AwaitFixTests
{
    private const string Worker = "\n[RemoteWorker] public sealed class Crawler { public int Count(string url) => url.Length; public void Run() { } }\n";

    [Theory]
    [InlineData("async Task<int> Load(ICrawler c) { await c.RunAsync(); return c.CountAsync(\"\").Result; }", "async Task<int> Load(ICrawler c) { await c.RunAsync(); return await c.CountAsync(\"\"); }")]
    [InlineData("int Load(ICrawler c) => c.CountAsync(\"\").AsTask().Result;", "async Task<int> Load(ICrawler c) => await c.CountAsync(\"\");")]
    [InlineData("void Load(ICrawler c) { c.RunAsync().AsTask().Wait(); }", "async Task Load(ICrawler c) { await c.RunAsync(); }")]
    [InlineData(
        "int Load(ICrawler c) => c.CountAsync(\"\").ConfigureAwait(false).GetAwaiter().GetResult();",
        "async Task<int> Load(ICrawler c) => await c.CountAsync(\"\").ConfigureAwait(false);")]
    [InlineData("string Load(ICrawler c) => c.CountAsync(\"\").Result.ToString();", "async Task<string> Load(ICrawler c) => (await c.CountAsync(\"\")).ToString();")]
    [InlineData(
        "void Load(ICrawler c) { Task.WaitAll(c.CountAsync(\"\").AsTask(), Task.CompletedTask); }",
        "async Task Load(ICrawler c) { await Task.WhenAll(c.CountAsync(\"\").AsTask(), Task.CompletedTask); }")]
    [InlineData(
        "int Load(ICrawler c) { int Inner() => c.CountAsync(\"\").Result; return 1; }",
        "int Load(ICrawler c) { async Task<int> Inner() => await c.CountAsync(\"\"); return 1; }")]
    public Task Fix_BlockingWait_IsAwaited(string before, string after)
        => CodeFixRun.VerifyAsync<ProxyUseAnalyzer, AwaitFix>(Page(before), Page(after));

    [Theory]
    [InlineData("void Load(ICrawler c) { c.RunAsync(); }", "async Task Load(ICrawler c) { await c.RunAsync(); }")]
    [InlineData("void Load(ICrawler c) => c.CountAsync(\"\").ConfigureAwait(false);", "async Task Load(ICrawler c) => await c.CountAsync(\"\").ConfigureAwait(false);")]
    [InlineData("async Task Load(ICrawler c) { c.RunAsync(); await c.RunAsync(); }", "async Task Load(ICrawler c) { await c.RunAsync(); await c.RunAsync(); }")]
    public Task Fix_DroppedCall_IsAwaited(string before, string after)
        => CodeFixRun.VerifyAsync<ProxyUseAnalyzer, AwaitFix>(Page(before), Page(after));

    [Fact]
    public Task FixAll_SeveralInOneMethod_MakeItAsyncOnce() => CodeFixRun.VerifyAllAsync<ProxyUseAnalyzer, AwaitFix>(
        Page("int Load(ICrawler c) { int a = c.CountAsync(\"a\").Result; return a + c.CountAsync(\"b\").AsTask().Result; }"),
        Page("async Task<int> Load(ICrawler c) { int a = await c.CountAsync(\"a\"); return a + await c.CountAsync(\"b\"); }"));

    [Theory]
    [InlineData("private readonly Lock _gate = new(); public int Load(ICrawler c) { lock (_gate) { return c.CountAsync(\"\").Result; } }")]
    [InlineData("public Func<int> Load(ICrawler c) => () => c.CountAsync(\"\").Result;")]
    [InlineData("private readonly ICrawler _c = null!; public int Load => _c.CountAsync(\"\").Result;")]
    [InlineData("private readonly ICrawler _c = null!; public override string ToString() => _c.CountAsync(\"\").Result.ToString();")]
    [InlineData("public void Load(ICrawler? c) { c?.RunAsync(); }")]
    [InlineData("public Task<int> Load(ICrawler c) => Task.FromResult(c.CountAsync(\"\").Result);")]
    [InlineData("public void Load(ICrawler c, out int count) { count = c.CountAsync(\"\").Result; }")]
    [InlineData("public IEnumerable<int> Load(ICrawler c) { yield return c.CountAsync(\"\").Result; }")]
    public Task Fix_CannotAwaitThere_IsNotOffered(string members)
        => CodeFixRun.VerifyNotOfferedAsync<ProxyUseAnalyzer, AwaitFix>($"public sealed class Page {{ {members} }}{Worker}");

    [Fact]
    public Task Fix_TopLevelStatement_IsAwaited() => CodeFixRun.VerifyAsync<ProxyUseAnalyzer, AwaitFix>(
        $"ICrawler c = null!;\nint count = c.CountAsync(\"\").Result;\n{Worker}",
        $"ICrawler c = null!;\nint count = await c.CountAsync(\"\");\n{Worker}");

    [Theory]
    [InlineData(
        "ValueTask<int> t = c.CountAsync(\"\"); return await t + await t;",
        "Task<int> t = c.CountAsync(\"\").AsTask(); return await t + await t;")]
    [InlineData(
        "var t = c.CountAsync(\"\"); Task<int> a = t.AsTask(); return await a + await t;",
        "var t = c.CountAsync(\"\").AsTask(); Task<int> a = t; return await a + await t;")]
    public Task Fix_AwaitedTwice_IsKeptAsATask(string before, string after) => CodeFixRun.VerifyAsync<ProxyUseAnalyzer, AsTaskFix>(
        Page($"async Task<int> Load(ICrawler c) {{ {before} }}"),
        Page($"async Task<int> Load(ICrawler c) {{ {after} }}"));

    private static string Page(string method) => $"public sealed class Page {{ public {method} }}{Worker}";
}
