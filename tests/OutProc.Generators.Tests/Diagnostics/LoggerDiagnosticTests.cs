using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0104.</summary>
public sealed class LoggerDiagnosticTests
{
    [Fact]
    public Task Analyze_LoggerDeepInside_NamesTheWholePath() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed class Handler { public ILogger<Handler>? Log { get; set; } }
        public sealed class Http { public Handler? Handler { get; set; } }
        public sealed record Job(string Url, Http Http);

        [RemoteWorker]
        public sealed class Crawler
        {
            public Task RunAsync(Job [|job|]) => Task.CompletedTask;
        }

        public sealed class Page(ICrawler crawler)
        {
            public ValueTask LoadAsync(Job job) => crawler.RunAsync(job);
        }
        """,
        "error OP0104: parameter 'job' of 'Crawler.RunAsync' cannot cross: 'job.Http.Handler.Log' is 'ILogger<Handler>'; "
            + "loggers are injected into the worker, remove it from the data");

    [Fact]
    public Task Analyze_LoggerInResult_NamesTheReturnType() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed class Report { public List<ILogger> Logs { get; set; } = []; }

        [RemoteWorker]
        public sealed class Crawler
        {
            public [|Task<Report>|] RunAsync() => Task.FromResult(new Report());
        }

        public sealed class Page(ICrawler crawler)
        {
            public ValueTask<Report> LoadAsync() => crawler.RunAsync();
        }
        """,
        "error OP0104: the result of 'Crawler.RunAsync' cannot cross: 'result.Logs[]' is 'ILogger'; "
            + "loggers are injected into the worker, remove it from the data");

    [Fact]
    public Task Analyze_LoggerInjected_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public sealed record Job(string Url);

        [RemoteWorker]
        public sealed class Crawler(ILogger<Crawler> log)
        {
            public void Run(Job job) => log.LogInformation("{Url}", job.Url);
        }

        public sealed class Page(ICrawler crawler)
        {
            public ValueTask LoadAsync(Job job) => crawler.RunAsync(job);
        }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
        #pragma warning disable OP0104
            public void Run(ILogger log) => log.LogInformation("");
        #pragma warning restore OP0104
        }
        """);
}
