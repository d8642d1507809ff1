using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0119, OP0120, OP0122 and OP0123.</summary>
public sealed class ObjectDiagnosticTests
{
    [Theory]
    [InlineData("public sealed class Node { public Node? Next { get; set; } }", "root.Next")]
    [InlineData("public sealed class Node { public List<Node> Children { get; } public Node(List<Node> children) => Children = children; }", "root.Children[]")]
    [InlineData("public sealed record Node(Edge? Parent); public sealed class Edge { public Node? From { get; set; } }", "root.Parent.From")]
    [InlineData("public sealed record Node(Node[] Children);", "root.Children[]")]
    [InlineData("[System.Runtime.Serialization.KnownType(typeof(Inner))] public abstract class Node; public sealed class Inner : Node { public Node? Other; }", "root(Inner).Other")]
    public Task Analyze_TypeThatCanContainItself_Warns(string declarations, string path) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{declarations}}

        [RemoteWorker]
        public sealed class Tree
        {
            public void Run(Node [|root|], Node again) { }
        }
        """,
        $"warning OP0119: 'Node' can contain cycles through '{path}'; a cycle ends in PayloadException at the depth limit, "
            + "make the member init-only or use MemoryPack's circular-reference layout");

    [Theory]
    [InlineData("public sealed record Node(string Name, Node? Next);")]
    [InlineData("public sealed class Node { public Node? Next { get; init; } public string Name { get; set; } = \"\"; }")]
    [InlineData("public sealed record Node(string Name, IReadOnlyList<Node> Children);")]
    [InlineData("public sealed record Node(System.Collections.Immutable.ImmutableArray<Node> Children);")]
    [InlineData("public sealed class Node { public Leaf? A { get; set; } public Leaf? B { get; set; } } public sealed class Leaf { public string? Name { get; set; } }")]
    [InlineData("""
        [MemoryPack.MemoryPackable(MemoryPack.GenerateType.CircularReference, MemoryPack.SerializeLayout.Sequential)]
        public partial class Node { public Node? Next { get; set; } }
        namespace MemoryPack
        {
            public enum GenerateType { Object, VersionTolerant, CircularReference }
            public enum SerializeLayout { Sequential, Explicit }
            public sealed class MemoryPackableAttribute(GenerateType type, SerializeLayout layout) : Attribute { public object Arguments => (type, layout); }
        }
        """)]
    public Task Analyze_TypeThatCannotContainItself_IsSilent(string declarations) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        $$"""
        {{declarations}}

        [RemoteWorker]
        public sealed class Tree
        {
            public void Run(Node root) { }
        }
        """);

    [Theory]
    [InlineData("private int _count; public void Add() => _count++; public int Twice() => _count * 2;", "_count")]
    [InlineData("private readonly List<string> _items = []; public IReadOnlyList<string> Items() => _items;", "_items")]
    [InlineData("internal string Note { get; set; } = \"\";", "Note")]
    [InlineData("protected string Text = \"\";", "Text")]
    public Task Analyze_StateThatWouldBeLost_Warns(string member, string name) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        public class Job { public string Url { get; set; } = ""; {{member}} }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job [|job|]) { }
            public Job? Again() => null;
        }
        """,
        $"warning OP0120: 'job.{name}' is private state of 'Job' that no constructor parameter or public member restores; "
            + "it would be lost on the way, mark it [DataMember] to send it or [IgnoreDataMember] to say it is meant");

    [Theory]
    [InlineData("private string _name; public Job(string name) => _name = name; public string Name => _name;")]
    [InlineData("private string _n = \"\"; public string Name { get => _n; set => _n = value.Trim(); }")]
    [InlineData("private readonly string _label; public Job(string name) => _label = (Name = name) + \"!\"; public string Name { get; } public string Label() => _label;")]
    [InlineData("private readonly Lock _gate = new(); private ILogger? _log; private event Action? Changed; public void Go(ILogger log) { _log = log; Changed?.Invoke(); _log?.ToString(); lock (_gate) { } }")]
    [InlineData("private readonly int _max = 10; public int Max() => _max;")]
    [InlineData("[System.Runtime.Serialization.IgnoreDataMember] private string? _cache; public string Text() => _cache ??= \"\";")]
    [InlineData("[NonSerialized] private int _cache; public int Next() => _cache++;")]
    [InlineData("private static int s_count; private const int Most = 3; public int Next() => s_count++ + Most;")]
    public Task Analyze_StateThatIsRestored_IsSilent(string members) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        $$"""
        public class Job { {{members}} public string Url { get; set; } = ""; }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """);

    [Fact]
    public Task Analyze_ReferencedTypeOfMixedMembers_IsAmbiguous() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job [|job|]) { }
        }
        """,
        new AnalyzerSettings { Library = "public class Job { public int Id; public string Url { get; set; } = \"\"; }" },
        "error OP0122: parameter 'job' of 'Crawler.Run' cannot cross: 'job' is 'Job' from a referenced assembly without a published schema, "
            + "and its member order is ambiguous; run the generator in its assembly, or give every member [DataMember(Order)]");

    [Theory]
    [InlineData("public class Job { public int Id { get; set; } public string Url { get; set; } = \"\"; }")]
    [InlineData("public class Job { public int Id; public string Url = \"\"; }")]
    [InlineData("public class Base { public int Id; } public class Job : Base { public string Url { get; set; } = \"\"; }")]
    [InlineData("public record Job(int Id, string Url);")]
    public Task Analyze_ReferencedTypeWithAKnownOrder_IsSilent(string library) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """,
        new AnalyzerSettings { Library = library });

    [Fact]
    public Task Analyze_MemberOfAnotherGenerator_NamesIt() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public partial class Job { public int Id { get; set; } }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(List<Job> [|jobs|]) { }
        }
        """,
        new AnalyzerSettings { Generated = "public partial class Job { public string Url { get; set; } = \"\"; }" },
        "error OP0123: parameter 'jobs' of 'Crawler.Run' cannot cross: 'jobs[].Url' was added to 'Job' by another source generator "
            + "and would not be sent; declare it in source, or mark it [IgnoreDataMember]");

    [Theory]
    [InlineData("public partial class Job { [System.Runtime.Serialization.IgnoreDataMember] public string Url { get; set; } = \"\"; }")]
    [InlineData("public partial class Job { public string Url() => \"\"; public string Text => Url(); }")]
    [InlineData("public class Unrelated { public string Url { get; set; } = \"\"; }")]
    public Task Analyze_GeneratedCodeThatAddsNoData_IsSilent(string generated) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public partial class Job { public int Id { get; set; } public string Name { get; set; } = ""; }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """,
        new AnalyzerSettings { Generated = generated });
}
