using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0102.</summary>
public sealed class DelegateDiagnosticTests
{
    [Theory]
    [InlineData("Action")]
    [InlineData("Func<int, string>")]
    [InlineData("Delegate")]
    [InlineData("Comparison<int>")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>>", "Expression<Func<int>>")]
    public Task Analyze_Parameter_SaysWhy(string type, string? shown = null) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run({{type}} [|filter|]) { }
        }

        public sealed class Page(ICrawler crawler)
        {
            public ValueTask LoadAsync({{type}} filter) => crawler.RunAsync(filter);
        }
        """,
        $"error OP0102: parameter 'filter' of 'Crawler.Run' cannot cross: 'filter' is a delegate or expression ('{shown ?? type}'); "
            + "code cannot be sent to another process, make it a method of the worker");

    [Fact]
    public Task Analyze_MemberOfABaseClass_NamesThePath() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public class Base { public Action? Done; }
        public sealed class Job : Base { public string Name { get; set; } = ""; }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Dictionary<string, Job[]> [|jobs|]) { }
        }
        """,
        "error OP0102: parameter 'jobs' of 'Crawler.Run' cannot cross: 'jobs.Values[][].Done' is a delegate or expression ('Action'); "
            + "code cannot be sent to another process, make it a method of the worker");

    [Fact]
    public Task Analyze_EventAndMethods_AreNotData() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public sealed class Job
        {
            public string Name { get; set; } = "";
            public event EventHandler? Done;
            public void Finish() => Done?.Invoke(this, EventArgs.Empty);
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """);

    [Fact]
    public Task Analyze_Ignored_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public sealed class Job
        {
            public string Name { get; set; } = "";
            [System.Runtime.Serialization.IgnoreDataMember] public Action? Done { get; set; }
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
        #pragma warning disable OP0102
            public void Run(Action action) => action();
        #pragma warning restore OP0102
        }
        """);
}
