using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0208.</summary>
public sealed class CallInLoopTests
{
    private const string Worker = "\n[RemoteWorker] public sealed class Crawler { public int Count(string url) => url.Length; public void Run(string url) { } }\n";

    [Theory]
    [InlineData("int sum = 0; foreach (string url in urls) { sum += await [|c.CountAsync(url)|]; } return sum;")]
    [InlineData("var all = new List<int>(); foreach (var url in urls) { all.Add(await [|c.CountAsync(url + \"/\")|].ConfigureAwait(false)); } return all.Count;")]
    [InlineData("int last = 0; foreach (var url in urls) { if (url.Length > 3) { last = await [|c.CountAsync(url)|]; } else { continue; } } return last;")]
    public Task Analyze_CallInEachTurn_IsReported(string body) => AnalyzerRun.VerifyAsync<CallInLoopAnalyzer>(
        Page(body), "info OP0208: Remote call 'ICrawler.CountAsync' inside a loop over 'urls' uses one worker at a time; use MapAsync");

    [Theory]
    [InlineData("foreach (string url in urls) { if (await c.CountAsync(url) > 3) { return 1; } } return 0;")]
    [InlineData("foreach (string url in urls) { if (await c.CountAsync(url) > 3) { break; } } return 0;")]
    [InlineData("string path = \"\"; foreach (string url in urls) { path += await c.CountAsync(path + url); } return path.Length;")]
    [InlineData("foreach (string url in urls) { await c.CountAsync(\"the same\"); } return 0;")]
    [InlineData("var started = new List<Task>(); foreach (string url in urls) { started.Add(c.RunAsync(url).AsTask()); } await Task.WhenAll(started); return 0;")]
    [InlineData("int sum = 0; for (int i = 0; i < urls.Length; i++) { sum += await c.CountAsync(urls[i]); } return sum;")]
    [InlineData("Func<Task<int>>? last = null; foreach (string url in urls) { last = async () => await c.CountAsync(url); } return last is null ? 0 : await last();")]
    public Task Analyze_OrderIsMeantOrNotWaitedFor_IsSilent(string body) => AnalyzerRun.VerifySoundAsync<CallInLoopAnalyzer>(Page(body));

    private static string Page(string body) => $"public sealed class Page {{ public async Task<int> LoadAsync(ICrawler c, string[] urls) {{ {body} }} }}{Worker}";
}
