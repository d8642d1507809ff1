using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>Loops that become maps.</summary>
public sealed class MapAsyncFixTests
{
    [Theory]
    [InlineData(
        "int sum = 0; foreach (string url in urls) { sum += await pool.Proxy.CountAsync(url); } return sum;",
        "int sum = 0; await foreach (var result in pool.MapAsync(urls, static (worker, url, ct2) => worker.CountAsync(url, ct2))) { sum += result; } return sum;")]
    [InlineData(
        "var result = new List<int>(); foreach (var url in urls.Skip(1)) { result.Add(await pool.Proxy.CountAsync(url, ct)); } return result.Count;",
        "var result = new List<int>(); await foreach (var result2 in pool.MapAsync(urls.Skip(1), static (worker, url, ct2) => worker.CountAsync(url, ct2), ct)) { result.Add(result2); } return result.Count;")]
    public Task Fix_CallOfThePool_BecomesAMap(string before, string after)
        => CodeFixRun.VerifyAsync<CallInLoopAnalyzer, MapAsyncFix>(Page(before), Page(after));

    [Theory]
    [InlineData("ICrawler c = pool.Proxy; int sum = 0; foreach (string url in urls) { sum += await c.CountAsync(url); } return sum;")]
    [InlineData("int sum = 0; foreach (string url in urls) { sum += url.Length + await pool.Proxy.CountAsync(url); } return sum;")]
    [InlineData("foreach (string url in urls) { await pool.Proxy.CountAsync(url); } return 0;")]
    [InlineData("int sum = 0; foreach (string url in urls) { sum += await pool.Proxy.CountAsync(url.Trim()); } return sum;")]
    public Task Fix_LoopOfAnotherForm_IsNotOffered(string body)
        => CodeFixRun.VerifyNotOfferedAsync<CallInLoopAnalyzer, MapAsyncFix>(Page(body));

    private static string Page(string body) =>
        $$"""
        public sealed class Page
        {
            public async Task<int> LoadAsync(IWorkerPool<ICrawler> pool, string[] urls, CancellationToken ct) { {{body}} }
        }

        [RemoteWorker]
        public sealed class Crawler { public int Count(string url) => url.Length; }
        """;
}
