using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>Loggers and locks that leave the parameters of a method.</summary>
public sealed class WorkerParameterFixTests
{
    [Fact]
    public Task Fix_LoggerWithoutAConstructor_AddsAPrimaryOne() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, InjectLoggerFix>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(ILogger log, string url) => log.LogInformation("{Url}", url);
        }
        """,
        """
        [RemoteWorker]
        public sealed class Crawler(ILogger<Crawler> log)
        {
            public void Run(string url) => log.LogInformation("{Url}", url);
        }
        """);

    [Fact]
    public Task Fix_LoggerBesideAPrimaryConstructor_JoinsIt() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, InjectLoggerFix>(
        """
        [RemoteWorker]
        public sealed class Crawler(IWorkerContext context)
        {
            public int Run(string url, ILogger<Uri> log)
            {
                log.LogInformation("{Url}", url);
                return context.WorkerId;
            }
        }
        """,
        """
        [RemoteWorker]
        public sealed class Crawler(IWorkerContext context, ILogger<Crawler> log)
        {
            public int Run(string url)
            {
                log.LogInformation("{Url}", url);
                return context.WorkerId;
            }
        }
        """);

    [Fact]
    public Task Fix_LoggerThatIsThere_IsUsed() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, InjectLoggerFix>(
        """
        [RemoteWorker]
        public sealed class Crawler(ILogger<Crawler> logger)
        {
            public void Run(ILogger log) => log.LogInformation("a");

            public void Stop() => logger.LogInformation("b");
        }
        """,
        """
        [RemoteWorker]
        public sealed class Crawler(ILogger<Crawler> logger)
        {
            public void Run() => logger.LogInformation("a");

            public void Stop() => logger.LogInformation("b");
        }
        """);

    [Fact]
    public Task Fix_LoggerBesideAConstructor_IsKeptInAField() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, InjectLoggerFix>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            private readonly int _id;

            /// <summary>Creates it.</summary>
            public Crawler(IWorkerContext context)
            {
                _id = context.WorkerId;
            }

            public void Run(string url, ILogger log) => log.LogInformation("{Url} {Id}", url, _id);
        }
        """,
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            private readonly int _id;
            private readonly ILogger<Crawler> _log;

            /// <summary>Creates it.</summary>
            public Crawler(IWorkerContext context, ILogger<Crawler> log)
            {
                _id = context.WorkerId;
                _log = log;
            }

            public void Run(string url) => _log.LogInformation("{Url} {Id}", url, _id);
        }
        """);

    [Theory]
    [InlineData("public Crawler() { } public Crawler(int a) { }", "ILogger log")]
    [InlineData("", "List<ILogger> log")]
    [InlineData("", "ILoggerFactory log")]
    public Task Fix_NothingCertain_IsNotOffered(string constructors, string parameter)
        => CodeFixRun.VerifyNotOfferedAsync<RemotabilityAnalyzer, InjectLoggerFix>(
            $"#pragma warning disable OP0402\n[RemoteWorker] public sealed class Crawler {{ {constructors} public void Run({parameter}) {{ }} }}");

    [Fact]
    public Task Fix_Lock_IsKeptByTheWorker() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, KeepInWorkerFix>(
        """
        [RemoteWorker]
        public sealed class Requests
        {
            /// <summary>Sends.</summary>
            public void Send(Lock gate, string data)
            {
                lock (gate)
                {
                    File.AppendAllText("request.log", data);
                }
            }
        }
        """,
        """
        [RemoteWorker]
        public sealed class Requests
        {
            private readonly Lock _gate = new();

            /// <summary>Sends.</summary>
            public void Send(string data)
            {
                lock (_gate)
                {
                    File.AppendAllText("request.log", data);
                }
            }
        }
        """);

    [Fact]
    public Task Fix_Semaphore_IsCreatedOpen() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, KeepInWorkerFix>(
        """
        [RemoteWorker]
        public sealed class Requests
        {
            private int _count;

            public async Task<int> SendAsync(SemaphoreSlim free)
            {
                await free.WaitAsync();
                return _count++;
            }
        }
        """,
        """
        [RemoteWorker]
        public sealed class Requests
        {
            private int _count;
            private readonly SemaphoreSlim _free = new(1, 1);

            public async Task<int> SendAsync()
            {
                await _free.WaitAsync();
                return _count++;
            }
        }
        """);

    [Fact]
    public Task Fix_LockWhereProcessesCanShareOne_IsInjected() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, KeepInWorkerFix>(
        Shared("", "Mutex gate, "),
        "using Microsoft.Extensions.DependencyInjection;\n\n"
            + Shared("([FromKeyedServices(\"gate\")] SharedLock gate)", ""),
        title: "Inject a SharedLock");

    private static string Shared(string constructor, string parameter) =>
        $$"""
        [RemoteWorker]
        public sealed class Requests{{constructor}}
        {
            public object Send({{parameter}}string data) => data + gate;
        }
        """.Replace("object Send", "string Send", StringComparison.Ordinal);
}
