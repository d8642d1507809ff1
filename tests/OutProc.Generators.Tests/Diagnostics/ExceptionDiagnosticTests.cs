using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0114.</summary>
public sealed class ExceptionDiagnosticTests
{
    [Theory]
    [InlineData("public void Run(Exception [|error|]) { }", "error")]
    [InlineData("public void Run(Exception? [|error|]) { }", "error")]
    [InlineData("public void Run(List<Exception> [|errors|]) { }", "errors[]")]
    [InlineData("public void Run(Dictionary<string, Exception?[]> [|errors|]) { }", "errors.Values[][]")]
    [InlineData("public void Run((int Code, Exception Error) [|pair|]) { }", "pair.Error")]
    [InlineData("public void Run(Report [|report|], Report again) { }", "report.Error")]
    [InlineData("public void Run(List<Report> [|reports|]) { }", "reports[].Error")]
    [InlineData("public [|Exception|] Run() => new IOException();", "result")]
    [InlineData("public [|Task<Exception?>|] RunAsync() => Task.FromResult<Exception?>(null);", "result")]
    [InlineData("public [|Report|] Run() => new Report(null);", "result.Error")]
    public Task Analyze_ExceptionAsData_Warns(string method, string path) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        public sealed record Report(Exception? Error);

        [RemoteWorker]
        public sealed class Crawler
        {
            {{method}}
        }
        """,
        Warning(path));

    [Fact]
    public Task Analyze_ExceptionsOfSeveralMethods_WarnsOfEach() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed record Report(Exception? Error);

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Exception [|first|], Exception [|second|]) { }
            public void Tell(Exception [|third|]) { }
            public void Send(Report [|report|]) { }
            public Report Again() => new Report(null);
        }
        """,
        Warning("first"),
        Warning("second"),
        Warning("third"),
        Warning("report.Error"));

    [Theory]
    [InlineData("public Report Run() => throw new InvalidOperationException();")]
    [InlineData("[RemoteMethod] public Task<Report> RunAsync() => Task.FromException<Report>(new IOException());")]
    [InlineData("public void Run() { try { } catch (Exception e) { Log(e); } } private static void Log(Exception error) => Console.WriteLine(error);")]
    [InlineData("[RemoteIgnore] public void Tell(Exception error) { } public void Run() { }")]
    public Task Analyze_ExceptionThatIsNotSent_IsSilent(string methods) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        $$"""
        public sealed class Report
        {
            public string? Reason { get; set; }

            [System.Runtime.Serialization.IgnoreDataMember]
            public Exception? Error { get; set; }

            public Exception ToException() => new IOException(Reason);
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            {{methods}}
        }
        """);

    [Fact]
    public Task Analyze_ExceptionBesideWhatCannotCross_SaysOnlyThat() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Dictionary<string, (Exception Error, IOException Cause)> [|errors|]) { }
        }
        """,
        "error OP0101: parameter 'errors' of 'Crawler.Run' cannot cross a process boundary: 'errors.Values[].Cause' is 'IOException', and what arrives "
            + "may be another type of exception; declare it as Exception, or send a record of what the receiver needs");

    private static string Warning(string path)
        => $"warning OP0114: '{path}' is an Exception; only message, type name and stack survive, send a record of what the receiver needs";
}
