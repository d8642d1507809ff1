using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0310, OP0311, OP0313 and OP0403, and what says that sessions, one-way calls, progress and callbacks come later.</summary>
public sealed class LaterFeatureDiagnosticTests
{
    private const string Streamed = "which is sent item by item, and this version sends whole values only; use a list";

    [Theory]
    [InlineData("[RemoteMethod(OneWay = true)] public [|int|] Write(string line) => 1;")]
    [InlineData("[RemoteMethod(OneWay = true)] public [|Task<int>|] Write(string line) => Task.FromResult(1);")]
    [InlineData("[RemoteMethod(Id = 3, OneWay = true)] public async [|ValueTask<string>|] Write(string line) { await Task.Yield(); return line; }")]
    public Task Analyze_OneWayWithResult_SaysSo(string method) => VerifyAsync(
        method, "", "error OP0310: OneWay method 'Audit.Write' must return void, Task or ValueTask");

    [Theory]
    [InlineData("[RemoteMethod(OneWay = true)] public void [|Write|](string line) { }")]
    [InlineData("[RemoteMethod(OneWay = true)] public Task [|Write|](string line) => Task.CompletedTask;")]
    public Task Analyze_OneWay_ComesLater(string method) => VerifyAsync(
        method, "", "error OP0316: 'Audit' cannot be a worker: its method 'Write' is OneWay, and this version waits for the end of every call");

    [Theory]
    [InlineData("public void Run(IProgress<int> files, IProgress<double> [|percent|]) { }")]
    [InlineData("public void Run(IProgress<int> files, string path, IProgress<int>? [|more|], CancellationToken ct) { }")]
    [InlineData("public void Run(IAsyncEnumerable<int> items, IAsyncEnumerable<string> [|Items|]) { }")]
    public Task Analyze_SeveralProgress_ReportsTheLater(string method) => VerifyAsync(
        method, "", "error OP0311: 'Audit.Run' has more than one IProgress<T> or streamed parameter of the same name");

    [Fact]
    public Task Analyze_OneProgress_ComesLater() => VerifyAsync(
        "public void Run(IProgress<int> [|files|]) { }",
        "",
        $"error OP0101: parameter 'files' of 'Audit.Run' cannot cross a process boundary: 'files' is 'IProgress<int>', {Streamed}");

    [Fact]
    public Task Analyze_StreamsOfDifferentNames_ComeLater() => VerifyAsync(
        "public [|IAsyncEnumerable<int>|] Run(IAsyncEnumerable<string> [|items|]) => throw new NotSupportedException();",
        "",
        $"error OP0101: the result of 'Audit.Run' cannot cross a process boundary: 'result' is 'IAsyncEnumerable<int>', {Streamed}",
        $"error OP0101: parameter 'items' of 'Audit.Run' cannot cross a process boundary: 'items' is 'IAsyncEnumerable<string>', {Streamed}");

    [Theory]
    [InlineData("public sealed record Job(string Path, IPrompt Prompt);", "Job [|job|]", "job.Prompt")]
    [InlineData("public sealed record Job(Inner[] Inner); public sealed class Inner { public IPrompt? Prompt { get; set; } }", "Job [|job|]", "job.Inner[].Prompt")]
    [InlineData("", "List<IPrompt> [|job|]", "job[]")]
    [InlineData("", "(int Count, IPrompt Prompt) [|job|]", "job.Prompt")]
    public Task Analyze_RemoteObjectInData_NamesThePath(string types, string parameter, string path) => VerifyAsync(
        $"public void Run({parameter}) {{ }}",
        types,
        $"error OP0313: parameter 'job' of 'Audit.Run' cannot cross: '{path}' is [RemoteObject] 'IPrompt', used as a member of data; "
            + "it is allowed only as a parameter or result");

    [Fact]
    public Task Analyze_RemoteObjectAsParameter_ComesLater() => VerifyAsync(
        "public void Run(IPrompt? [|prompt|]) { }",
        "",
        "error OP0101: parameter 'prompt' of 'Audit.Run' cannot cross a process boundary: 'prompt' is 'IPrompt', "
            + "a [RemoteObject], on which calls would travel back; this version sends data only");

    [Theory]
    [InlineData("[RemoteWorker] public sealed class Index([FromCaller] string [|path|])")]
    [InlineData("[RemoteWorker(Lifetime = WorkerLifetime.Process)] public sealed class Index(ILogger<Index> log, [FromCaller] int [|path|] = 1)")]
    public Task Analyze_FromCallerWithoutSession_SaysSo(string declaration) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{declaration}}
        {
            public string Get() => $"{path}{{(declaration.Contains("log", StringComparison.Ordinal) ? "{log}" : "")}}";
        }

        public sealed class Page(IIndex index) { public ValueTask<string> LoadAsync() => index.GetAsync(); }
        """,
        "error OP0403: [FromCaller] on parameter 'path' of worker 'Index', whose lifetime is not Session; one process serves many callers");

    [Theory]
    [InlineData("[RemoteWorker(Lifetime = WorkerLifetime.Session)] public sealed class [|Index|]([FromCaller] string path) { public string Get() => path; }")]
    [InlineData("[RemoteContract] public partial interface IIndex { ValueTask<string> GetAsync(); } [RemoteWorker<IIndex>(Lifetime = WorkerLifetime.Session)] public sealed class [|Index|]([FromCaller] string path) : IIndex { public ValueTask<string> GetAsync() => new(path); }")]
    public Task Analyze_Session_ComesLater(string worker) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{worker}}

        public sealed class Page(IIndex index) { public ValueTask<string> LoadAsync() => index.GetAsync(); }
        """,
        "error OP0316: 'Index' cannot be a worker: its lifetime is Session, and this version runs one instance in each process");

    [Fact]
    public Task Analyze_AttributesAtTheirDefaults_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteObject] public interface IPrompt { ValueTask<bool> ConfirmAsync(string path); }

        public sealed class Job
        {
            public string Path { get; set; } = "";
            [System.Runtime.Serialization.IgnoreDataMember] public IPrompt? Prompt { get; set; }
        }

        [RemoteWorker(Lifetime = WorkerLifetime.Process)]
        public sealed class Copier
        {
            [RemoteMethod(OneWay = false)] public int Run(Job job) => job.Path.Length;
            [RemoteIgnore] public void Local(IProgress<int> a, IProgress<int> b, List<IPrompt> prompts) { }
        }
        """);

    private static Task VerifyAsync(string method, string types, params string[] expected) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteObject] public interface IPrompt { ValueTask<bool> ConfirmAsync(string path); }
        {{types}}

        [RemoteWorker]
        public sealed class Audit
        {
            public int Sound() => 1;
            {{method}}
        }

        public sealed class Page(IAudit audit) { public ValueTask<int> LoadAsync() => audit.SoundAsync(); }
        """,
        expected);
}
