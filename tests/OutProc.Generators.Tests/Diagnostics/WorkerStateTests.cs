using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0206, OP0207, OP0212.</summary>
public sealed class WorkerStateTests
{
    [Theory]
    [InlineData("private int [|_x|]; public int Next() => _x++;", "_x")]
    [InlineData("private int [|_x|]; public void Set(int x) { _x = x; }", "_x")]
    [InlineData("private int [|_x|]; public void Set(int x) { this._x += x; }", "_x")]
    [InlineData("private string? [|_x|]; public string Get() => _x ??= \"\";", "_x")]
    [InlineData("public int [|Total|] { get; private set; } public void Set(int x) => Total = x;", "Total")]
    [InlineData("private int [|_x|]; public async Task<int> SetAsync() => await Task.Run(() => _x = 1) + _x;", "_x")]
    public Task Analyze_WriteOfAConcurrentWorker_IsReported(string members, string name) => AnalyzerRun.VerifyAsync<WorkerStateAnalyzer>(
        $$"""
        [RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
        public sealed class Crawler
        {
            {{members}}
        }
        """,
        $"info OP0206: '{name}' of Concurrent worker 'Crawler' is changed by calls that run at the same time; use Serialized, or synchronise it");

    [Theory]
    [InlineData("private int [|_x|]; public int Next() => _x++;", "_x")]
    [InlineData("private readonly Lock _gate = new(); private int [|_x|]; public void Set(int x) { lock (_gate) { _x = x; } }", "_x")]
    [InlineData("public int [|Total|] { get; private set; } public async Task AddAsync(int x) { await Task.Yield(); Total += x; }", "Total")]
    public Task Analyze_ChangeByACallOfAPooledWorker_IsReported(string members, string name) => AnalyzerRun.VerifyAsync<WorkerStateAnalyzer>(
        $"[RemoteWorker] public sealed class Crawler {{ {members} }}",
        $"info OP0212: '{name}' of pooled worker 'Crawler' keeps state that a call changes; the next call may go to another process of the pool");

    [Theory]
    [InlineData("[RemoteWorker]", "private int _x; public Crawler() { _x = 1; } public int Get() => _x;")]
    [InlineData("[RemoteWorker]", "private string? _x; public string Get() => _x ??= \"made once\";")]
    [InlineData("[RemoteWorker]", "private readonly List<int> _x = []; public void Add(int x) => _x.Add(x);")]
    [InlineData("[RemoteWorker(Lifetime = WorkerLifetime.Session)]", "private int _x; public int Next() => _x++;")]
    [InlineData("", "private int _x; public int Next() => _x++;")]
    public Task Analyze_SetUpSessionsAndOtherClasses_AreSilent(string attribute, string members) => AnalyzerRun.VerifySoundAsync<WorkerStateAnalyzer>(
        $"{attribute} public sealed class Crawler {{ {members} }}");

    [Fact]
    public Task Analyze_GuardedState_IsSilent() => AnalyzerRun.VerifySoundAsync<WorkerStateAnalyzer>(
        """
        [RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
        public sealed class Crawler
        {
            private readonly Lock _gate = new();
            private readonly SemaphoreSlim _free = new(1);
            private readonly int _start;
            private int _locked;
            private int _interlocked;
            private int _waited;
            private volatile bool _stopped;
            private int _once;

            public Crawler(int start)
            {
                _start = start;
                _once = start;
            }

            public int Next()
            {
                int local = 0;
                local++;
                lock (_gate)
                {
                    _locked++;
                }

                _stopped = true;
                return Interlocked.Increment(ref _interlocked) + _start + _once + local + (_stopped ? 1 : 0);
            }

            public async Task WaitAsync(CancellationToken token)
            {
                await _free.WaitAsync(token);
                try
                {
                    _waited++;
                }
                finally
                {
                    _free.Release();
                }
            }
        }
        """);

    [Theory]
    [InlineData("private static int [|s_x|]; public int Next() => s_x++;", "s_x")]
    [InlineData("private static readonly Dictionary<string, int> [|s_x|] = []; public int Next() => s_x.Count;", "s_x")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentQueue<int> [|s_x|] = new(); public int Next() => s_x.Count;", "s_x")]
    [InlineData("public static int [|Total|] { get; set; } public int Next() => Total;", "Total")]
    [InlineData("private static List<int> [|Total|] { get; } = []; public int Next() => Total.Count;", "Total")]
    public Task Analyze_StaticState_IsReported(string members, string name) => AnalyzerRun.VerifyAsync<WorkerStateAnalyzer>(
        $"[RemoteWorker] public sealed class Crawler {{ {members} }}",
        $"info OP0207: Static mutable state '{name}' in worker 'Crawler' is per process, not shared by the workers of a pool or with the host");

    [Fact]
    public Task Analyze_StaticConstants_AreSilent() => AnalyzerRun.VerifySoundAsync<WorkerStateAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            private const int Max = 5;
            private static readonly string s_name = "a";
            private static readonly char[] s_separators = [' '];
            private static readonly System.Collections.Frozen.FrozenSet<int> s_primes = System.Collections.Frozen.FrozenSet<int>.Empty;
            private static int Half => Max / 2;

            public int Next() => Half + s_name.Length + s_separators.Length + s_primes.Count;
        }
        """);
}
