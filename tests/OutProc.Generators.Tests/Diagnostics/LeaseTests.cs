using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0205, OP0209, OP0210, OP0211.</summary>
public sealed class LeaseTests
{
    private const string Worker =
        """


        [RemoteWorker]
        public sealed class Crawler
        {
            public int Count(string url) => url.Length;
        }
        """;

    [Theory]
    [InlineData("async Task Load(SharedLock gate) { [|await gate.AcquireAsync()|]; }", "gate.AcquireAsync", "lease")]
    [InlineData("async Task Load(SharedLock gate) { [|await gate.AcquireAsync().ConfigureAwait(false)|]; }", "gate.AcquireAsync", "lease")]
    [InlineData("async Task Load(SharedLock gate) { var held = [|await gate.AcquireAsync()|]; held.IsHeld.ToString(); }", "held", "lease")]
    [InlineData("void Load(SharedLock gate) { SharedLockLease held = [|gate.Acquire(TimeSpan.Zero)|]; }", "held", "lease")]
    [InlineData("bool Load(SharedLock gate) => gate.TryAcquire(out [|SharedLockLease held|]);", "held", "lease")]
    [InlineData("bool Load(SharedLock gate) { if (gate.TryAcquire(out [|var held|])) { return held.WasAbandoned; } return false; }", "held", "lease")]
    [InlineData("async Task Load(SharedSemaphore free) { SharedPermit one = [|await free.AcquireAsync()|]; }", "one", "lease")]
    [InlineData("async Task<int> Load() { var pool = [|await WorkerPool.StartAsync<ICrawler>()|]; return pool.Workers.Count; }", "pool", "pool")]
    [InlineData("void Load() { var one = [|WorkerProcess.Create<ICrawler>()|]; one.Name.ToString(); }", "one", "worker process")]
    [InlineData("Func<Task> Load(SharedLock gate) => async () => { var held = [|await gate.AcquireAsync()|]; };", "held", "lease")]
    public Task Analyze_NeverGivenBack_IsReported(string method, string name, string kind) => AnalyzerRun.VerifyAsync<LeaseAnalyzer>(
        $"public sealed class Page {{ public {method} }}{Worker}",
        $"warning OP0210: '{name}' gives a {kind} that is not disposed; hold it by 'await using'");

    [Fact]
    public Task Analyze_GivenBackOrPassedOn_IsSilent() => AnalyzerRun.VerifySoundAsync<LeaseAnalyzer>(
        $$"""
        public sealed class Page(IServiceProvider services, SharedLock gate) : IAsyncDisposable
        {
            private readonly List<SharedLockLease> _kept = [];
            private SharedLockLease _own;

            public async Task<SharedLockLease> RunAsync(bool how)
            {
                await using (await gate.AcquireAsync())
                {
                }

                await using SharedLockLease one = await gate.AcquireAsync();
                using var two = gate.Acquire(TimeSpan.Zero);
                SharedLockLease three = await gate.AcquireAsync();
                try
                {
                    Look(three.IsHeld);
                }
                finally
                {
                    await three.DisposeAsync();
                }

                var four = await gate.AcquireAsync();
                _kept.Add(four);
                _own = await gate.AcquireAsync();
                if (gate.TryAcquire(out SharedLockLease five))
                {
                    using (five)
                    {
                        Look(five.WasAbandoned);
                    }
                }

                if (gate.TryAcquire(out _))
                {
                }

                var pool = (IWorkerPool<ICrawler>)services.GetService(typeof(IWorkerPool<ICrawler>))!;
                Look(pool.Workers.Count > 0);
                var last = await gate.AcquireAsync();
                return how ? last : await gate.AcquireAsync();
            }

            public Task<IWorkerPool<ICrawler>> MakeAsync() => WorkerPool.StartAsync<ICrawler>();

            public ValueTask DisposeAsync() => _own.DisposeAsync();

            private static void Look(bool value) => value.ToString();
        }
        {{Worker}}
        """);

    [Theory]
    [InlineData("private SharedLockLease [|_held|] = default; public bool Is => _held.IsHeld;", "_held")]
    [InlineData("private SharedLockLease? [|_held|] = null; public bool Is => _held is not null;", "_held")]
    [InlineData("public SharedPermit? [|Permit|] { get; set; }", "Permit")]
    public Task Analyze_LeaseInAField_IsReported(string members, string name) => AnalyzerRun.VerifyAsync<LeaseAnalyzer>(
        $"public sealed class Page {{ {members} }}{Worker}",
        $"warning OP0211: '{name}' keeps a lease beyond the operation that took it; take it per operation, or make 'Page' disposable");

    [Theory]
    [InlineData("public sealed class Page : IDisposable { private SharedLockLease _held = default; public void Dispose() => _held.Dispose(); }")]
    [InlineData("public sealed class Page(SharedLock gate) { private readonly SharedLock _gate = gate; public SharedLockLease Now => _gate.Acquire(TimeSpan.Zero); }")]
    public Task Analyze_OwnerOfALease_IsSilent(string type) => AnalyzerRun.VerifySoundAsync<LeaseAnalyzer>(type + Worker);

    [Theory]
    [InlineData("await using var held = await gate.AcquireAsync(); await [|c.CountAsync(\"\")|];")]
    [InlineData("await using (await gate.AcquireAsync()) { int n = await [|c.CountAsync(\"\")|]; }")]
    [InlineData("await using (var held = await gate.AcquireAsync()) { if (held.IsHeld) { await [|c.CountAsync(\"\")|]; } }")]
    [InlineData("using var held = gate.Acquire(TimeSpan.FromSeconds(1)); await Task.Yield(); await [|c.CountAsync(\"\")|].ConfigureAwait(false);")]
    public Task Analyze_CallUnderALock_IsReported(string body) => AnalyzerRun.VerifyAsync<LeaseAnalyzer>(
        $"public sealed class Page {{ public async Task Load(SharedLock gate, ICrawler c) {{ {body} }} }}{Worker}",
        "info OP0205: 'gate' is held across the remote call 'ICrawler.CountAsync'; a worker that wants it too waits for its own caller, move the call out");

    [Theory]
    [InlineData("await c.CountAsync(\"\"); await using var held = await gate.AcquireAsync();")]
    [InlineData("await using (await gate.AcquireAsync()) { } await c.CountAsync(\"\");")]
    [InlineData("await using var held = await gate.AcquireAsync(); Func<Task> later = async () => await c.CountAsync(\"\"); _ = Task.Run(later);")]
    [InlineData("using var source = new CancellationTokenSource(); await c.CountAsync(\"\", source.Token);")]
    public Task Analyze_CallOutsideTheLock_IsSilent(string body) => AnalyzerRun.VerifySoundAsync<LeaseAnalyzer>(
        $"public sealed class Page {{ public async Task Load(SharedLock gate, ICrawler c) {{ await Task.Yield(); {body} }} }}{Worker}");

    [Fact]
    public Task Analyze_CallOfTheOwnPool_IsReported() => AnalyzerRun.VerifyAsync<OwnPoolAnalyzer>(
        """
        public sealed class Startup : IWorkerStartup
        {
            public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }
        }

        [RemoteWorker]
        public sealed class Crawler(ICrawler self, IOther other)
        {
            public async Task<int> Count(string url) => url.Length == 0 ? 0 : 1 + await [|self.CountAsync(url[1..])|] + await other.SumAsync(1);
        }

        [RemoteWorker]
        public sealed class Other { public int Sum(int x) => x; }
        """,
        "info OP0209: Worker 'Crawler' calls its own pool by 'ICrawler.CountAsync'; when all its workers do so at once, none is left to answer, use another pool");
}
