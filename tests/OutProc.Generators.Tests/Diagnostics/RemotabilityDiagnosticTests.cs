using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0101.</summary>
public sealed class RemotabilityDiagnosticTests
{
    private const string Constructors = "with no constructor that can rebuild it; give it one constructor, a parameterless one or [JsonConstructor]";

    private const string DerivedException
        = "and what arrives may be another type of exception; declare it as Exception, or send a record of what the receiver needs";

    [Theory]
    [InlineData("Random", "a type of the framework that has no form on the wire; send the values it is made of")]
    [InlineData("System.Text.Encoding", "a type of the framework that has no form on the wire; send the values it is made of")]
    [InlineData("IAsyncEnumerable<int>", "which is sent item by item, and this version sends whole values only; use a list")]
    [InlineData("InvalidOperationException", DerivedException)]
    [InlineData("AggregateException", DerivedException)]
    [InlineData("OutProc.Contracts.RemoteInvocationException", DerivedException)]
    public Task Analyze_ParameterWithoutAWireForm_SaysWhy(string type, string reason) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run({{type}} [|job|]) { }
        }

        public sealed class Page(ICrawler crawler)
        {
            public ValueTask LoadAsync({{type}} job) => crawler.RunAsync(job);
        }
        """,
        $"error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job' is '{type.Split('.')[^1]}', {reason}");

    [Theory]
    [InlineData("public sealed class Job { public Job(int a) { } public Job(string b) { } }", Constructors)]
    [InlineData("public sealed class Job { private Job() { } }", Constructors)]
    [InlineData(
        "public sealed class Job(string name) { public int Length => name.Length; }",
        "with no constructor that can rebuild it: no member gives its parameter 'name' a value")]
    [InlineData(
        "public sealed class Job { [System.Runtime.Serialization.IgnoreDataMember] public required string Name { get; set; } }",
        "whose member 'Name' is required but not sent")]
    [InlineData(
        "public sealed class Job : List<int> { }",
        "a collection class of its own, whose other state would be lost; use a list, a set or a dictionary")]
    public Task Analyze_TypeThatCannotBeRebuilt_SaysWhy(string declaration, string reason) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{declaration}}

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job [|job|]) { }
        }
        """,
        $"error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job' is 'Job', {reason}");

    [Fact]
    public Task Analyze_StateNothingRestores_IsNotLostSilently() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed class Job { public List<string> Urls { get; } = []; }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job [|job|]) { }
        }
        """,
        "error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job.Urls' is 'List<string>', "
            + "and no setter or constructor parameter of 'Job' restores it; give it one, or mark it [IgnoreDataMember]");

    [Fact]
    public Task Analyze_UnboundedGeneric_Ends() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed class Nest<T> { public Nest<List<T>>? Inner { get; set; } }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Nest<int> [|job|]) { }
        }
        """,
        $"error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job{Repeat(".Inner", 16)}' is "
            + $"'Nest<{Repeat("List<", 16)}int{Repeat(">", 16)}>', a generic type that contains itself with ever larger arguments");

    [Fact]
    public Task Analyze_SeveralProblems_ReportsEach() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed record Job(Random Tag, System.Text.Encoding Work);

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(ref int [|count|], Job [|job|]) { }
        }
        """,
        "error OP0305: 'Crawler.Run' has a ref, out or in parameter or a ref return; references end at the boundary of the process, return a tuple",
        "error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job.Tag' is 'Random', "
            + "a type of the framework that has no form on the wire; send the values it is made of",
        "error OP0101: parameter 'job' of 'Crawler.Run' cannot cross a process boundary: 'job.Work' is 'Encoding', "
            + "a type of the framework that has no form on the wire; send the values it is made of");

    [Fact]
    public Task Analyze_CyclesOfUnchangeableTypes_AreSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public sealed record Node(IReadOnlyList<Node> Children, Edge? Parent);
        public sealed record Edge(Node From, Node To);

        [RemoteWorker]
        public sealed class Crawler
        {
            public Node Run(Node root, Edge? edge) => root;
        }

        public sealed class Page(ICrawler crawler)
        {
            public ValueTask<Node> LoadAsync(Node root) => crawler.RunAsync(root, null);
        }
        """);

    [Fact]
    public Task Analyze_CycleWithAProblem_ReportsItForEveryParameter() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed class Node { public Edge? Parent { get; set; } public Random? Tag { get; set; } }
        public sealed record Edge(Node From);

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Node [|node|], Edge [|edge|]) { }
        }
        """,
        "error OP0101: parameter 'node' of 'Crawler.Run' cannot cross a process boundary: 'node.Tag' is 'Random', "
            + "a type of the framework that has no form on the wire; send the values it is made of",
        "error OP0101: parameter 'edge' of 'Crawler.Run' cannot cross a process boundary: 'edge.From.Tag' is 'Random', "
            + "a type of the framework that has no form on the wire; send the values it is made of");

    [Fact]
    public Task Analyze_OtherClasses_AreNotLookedAt() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public sealed class Crawler { public void Run(Random job) { } }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
        #pragma warning disable OP0101
            public void Run(Random job) { }
        #pragma warning restore OP0101
        }
        """);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
