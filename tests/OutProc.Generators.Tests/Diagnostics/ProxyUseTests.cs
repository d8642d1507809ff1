using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0201, OP0202, OP0204.</summary>
public sealed class ProxyUseTests
{
    private const string Worker =
        """


        [RemoteWorker]
        public sealed class Crawler
        {
            public int Count(string url) => url.Length;
            public void Run() { }
        }
        """;

    [Theory]
    [InlineData("int Load(ICrawler c) => [|c.CountAsync(\"\").Result|];", ".Result")]
    [InlineData("int Load(ICrawler c) => [|c.CountAsync(\"\").AsTask().Result|];", ".Result")]
    [InlineData("void Load(ICrawler c) => [|c.RunAsync().AsTask().Wait()|];", ".Wait()", "RunAsync")]
    [InlineData("void Load(ICrawler c) => [|c.RunAsync().AsTask().Wait(1000)|];", ".Wait()", "RunAsync")]
    [InlineData("int Load(ICrawler c) => [|c.CountAsync(\"\").GetAwaiter().GetResult()|];", ".GetAwaiter().GetResult()")]
    [InlineData("int Load(ICrawler c) => [|c.CountAsync(\"\").ConfigureAwait(false).GetAwaiter().GetResult()|];", ".GetAwaiter().GetResult()")]
    [InlineData("int? Load(ICrawler? c) => c?[|.CountAsync(\"\").AsTask().Result|];", ".Result")]
    [InlineData("void Load(ICrawler c) => [|Task.WaitAll(c.CountAsync(\"\").AsTask(), Task.CompletedTask)|];", "Task.WaitAll")]
    [InlineData("void Load(ICrawler c) => [|Task.WaitAny([c.CountAsync(\"\").AsTask()])|];", "Task.WaitAny")]
    [InlineData("Func<int> Load(ICrawler c) => () => [|c.CountAsync(\"\").AsTask().Result|];", ".Result")]
    public Task Analyze_BlockingWait_IsReported(string method, string how, string name = "CountAsync") => AnalyzerRun.VerifyAsync<ProxyUseAnalyzer>(
        $"public sealed class Page {{ public {method} }}{Worker}",
        $"warning OP0201: Blocking on 'ICrawler.{name}' with {how} can deadlock with callbacks and starves the thread pool; await it");

    [Theory]
    [InlineData("void Load(ICrawler c) { [|c.RunAsync()|]; }", "RunAsync")]
    [InlineData("void Load(ICrawler c) => [|c.CountAsync(\"\")|];")]
    [InlineData("void Load(ICrawler c) { [|c.CountAsync(\"\").AsTask()|]; }")]
    [InlineData("void Load(ICrawler c) { [|c.CountAsync(\"\").ConfigureAwait(false)|]; }")]
    [InlineData("void Load(ICrawler? c) { [|c?.CountAsync(\"\")|]; }")]
    [InlineData("void Load(ICrawler c, List<string> urls) => urls.ForEach(url => [|c.CountAsync(url)|]);")]
    [InlineData("void Load(ICrawler c) { Go(); void Go() => [|c.CountAsync(\"\")|]; }")]
    public Task Analyze_DroppedCall_IsReported(string method, string name = "CountAsync") => AnalyzerRun.VerifyAsync<ProxyUseAnalyzer>(
        $"public sealed class Page {{ public {method} }}{Worker}",
        $"warning OP0202: The result of 'ICrawler.{name}' is not awaited; nobody would learn that the call failed");

    [Fact]
    public Task Analyze_OrdinaryUses_AreSilent() => AnalyzerRun.VerifySoundAsync<ProxyUseAnalyzer>(
        $$"""
        public sealed class Page(ICrawler crawler, ICrawler? maybe)
        {
            private ValueTask<int> _kept;
            private Func<ValueTask<int>>? _later;

            public async Task<int> RunAsync(string[] urls, CancellationToken token)
            {
                await crawler.RunAsync(token).ConfigureAwait(false);
                int one = await crawler.CountAsync("a", token);
                int[] all = await Task.WhenAll(urls.Select(url => crawler.CountAsync(url, token).AsTask()));
                _ = crawler.CountAsync("b", token);
                _kept = crawler.CountAsync("c", token);
                _later = () => crawler.CountAsync("d", token);
                Func<Task> async = async () => await crawler.RunAsync(token);
                ValueTask<int> pending = crawler.CountAsync("e", token);
                using var source = new CancellationTokenSource();
                int two = await pending;
                if (maybe?.CountAsync("f", token) is { } some)
                {
                    two += await some;
                }

                Task<int> started = crawler.CountAsync("g", token).AsTask();
                await Task.WhenAny(started, Task.Delay(1, token));
                await async();
                return started.IsCompleted ? one + two + all.Length + await started + await started : 0;
            }

            public ValueTask<int> Direct(string url) => crawler.CountAsync(url);

            public Task<int> Same(string url)
            {
                return crawler.CountAsync(url).AsTask();
            }

            public void Others(Crawler local, Task<int> task, IDisposable disposable)
            {
                local.Count("");
                local.Run();
                disposable.Dispose();
                _ = task.Result;
            }
        }{{Worker}}
        """);

    [Theory]
    [InlineData("int a = await t; return a + [|await t|];")]
    [InlineData("int a = await t.ConfigureAwait(false); return a + [|await t.ConfigureAwait(false)|];")]
    [InlineData("Task<int> a = t.AsTask(); return await a + [|await t|];")]
    [InlineData("if (fast) { await t; } return [|await t|];")]
    [InlineData("while (fast) { [|await t|]; } return 0;")]
    [InlineData("int a = await t; return t.IsCompleted ? a + [|t.Result|] : 0;")]
    public Task Analyze_SecondAwait_IsReported(string body) => AnalyzerRun.VerifyAsync<ProxyUseAnalyzer>(
        $$"""
        public sealed class Page
        {
            public async Task<int> LoadAsync(ICrawler c, bool fast)
            {
                ValueTask<int> t = c.CountAsync("");
                {{body}}
            }
        }{{Worker}}
        """,
        "warning OP0204: The ValueTask returned by 'ICrawler.CountAsync' is awaited more than once; its call may belong to somebody else by then, use AsTask()");

    [Theory]
    [InlineData("return await t;")]
    [InlineData("if (t.IsCompleted) { return t.Result; } return await t;")]
    [InlineData("if (fast) { return await t; } return await t;")]
    [InlineData("if (fast) { await t; return 1; } return await t;")]
    [InlineData("if (fast) { return await t; } else { return await t; }")]
    [InlineData("return fast ? await t : 1 + await t;")]
    [InlineData("switch (fast) { case true: return await t; default: return await t; }")]
    [InlineData("return fast switch { true => await t, _ => -await t };")]
    [InlineData("while (fast) { return await t; } return 0;")]
    [InlineData("await t; t = c.CountAsync(\"b\"); return await t;")]
    [InlineData("if (!fast) { throw new InvalidOperationException((await t).ToString()); } return await t;")]
    public Task Analyze_OneAwaitOnEachPath_IsSilent(string body) => AnalyzerRun.VerifySoundAsync<ProxyUseAnalyzer>(
        $$"""
        public sealed class Page
        {
            public async Task<int> LoadAsync(ICrawler c, bool fast)
            {
                ValueTask<int> t = c.CountAsync("");
                {{body}}
            }

            public async Task LoopAsync(ICrawler c)
            {
                foreach (string url in new[] { "a", "b" })
                {
                    var t = c.CountAsync(url);
                    await t;
                }
            }
        }{{Worker}}
        """);

    [Fact]
    public Task Analyze_DeclaredContract_IsAContractToo() => AnalyzerRun.VerifyAsync<ProxyUseAnalyzer>(
        """
        [RemoteContract]
        public partial interface ICrawler { Task<int> CountAsync(string url, CancellationToken token = default); }

        public sealed class Page { public int Load(ICrawler c) => [|c.CountAsync("").Result|]; }
        """,
        "warning OP0201: Blocking on 'ICrawler.CountAsync' with .Result can deadlock with callbacks and starves the thread pool; await it");
}
