using OutProc.Generators.Tests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>What is emitted for data, to be read in review like hand-written code.</summary>
public sealed class FormatterSnapshotTests
{
    [Fact]
    public void Emit_Objects_Matches() => Match(
        """
        namespace Acme;

        public enum Level : byte { Low, High }
        public sealed record Job(int Id, Level Level, DateTime Due, string Name, Job? Next);
        public class Account
        {
            public required string Owner { get; init; }
            public decimal Balance { get; private set; }
            public string Upper => Owner.ToUpperInvariant();
        }

        [RemoteWorker]
        public sealed class Bank
        {
            public Account Open(Job job) => new() { Owner = job.Name };
        }
        """,
        "OutProc.Generated.Acme.JobFormatter.g.cs",
        "OutProc.Generated.Acme.AccountFormatter.g.cs");

    [Fact]
    public void Emit_Collections_Matches() => Match(
        """
        [RemoteWorker]
        public sealed class Bank
        {
            public Dictionary<string, int> Count(List<string> names, IReadOnlyList<(int, string)> pairs, string[][] lines) => [];
        }
        """);

    [Fact]
    public void Emit_CollectionsOfEveryForm_Matches() => Match(
        """
        using System.Collections.Concurrent;
        using System.Collections.Immutable;

        [RemoteWorker]
        public sealed class Bank
        {
            public Stack<string> A(SortedSet<int> set, ConcurrentDictionary<string, int> map) => new();
            public string[,] B(ILookup<int, string> lookup, Lazy<string> lazy) => new string[0, 0];
            public ImmutableArray<int> C(byte[,,] grid) => [];
        }
        """);

    [Fact]
    public void Emit_RawMemory_Matches() => Match(
        """
        using System.Runtime.InteropServices;

        public struct Point
        {
            public byte Kind;
            public long X;
            private Mode _mode;
            public DateTime? When;
            private enum Mode : short { One }
            public void Reset() => _mode = Mode.One;
            public readonly override string ToString() => _mode.ToString();
        }

        [StructLayout(LayoutKind.Explicit, Size = 12)] public struct Union { [FieldOffset(0)] public int A; [FieldOffset(4)] public bool B; }
        public struct Exact { public int A; public float B; }

        [RemoteWorker]
        public sealed class Bank
        {
            public Point? Move(Point point, List<Union> unions, (byte, bool) pair, int? number, Exact exact, Dictionary<byte, Exact> map) => point;
        }
        """);

    [Fact]
    public void Emit_KeywordsAsNames_Compiles()
    {
        GeneratorRun run = GeneratorRun.Sound(
            """
            namespace @event.@class;

            public sealed record @object(int @ref, string @params) { public List<@object> @out { get; init; } = []; }

            [RemoteWorker]
            public sealed class Bank
            {
                public @object Open(@object @in) => @in;
            }
            """);

        run.Sources.ShouldContain(file => file.HintName.Contains("objectFormatter", StringComparison.Ordinal));
    }

    [Fact]
    public void Emit_EveryKindOfShape_CompilesWithoutWarning() => GeneratorRun.Sound(
        """
        using System.Runtime.Serialization;
        using System.Text.Json.Serialization;

        public sealed class Empty { }
        public struct EmptyText { public string? Text; }
        public sealed class Box<T> { public T Value { get; set; } = default!; public List<T>? More { get; set; } }
        public sealed class Hidden
        {
            [JsonConstructor] private Hidden(int number) => Number = number;
            public int Number { get; }
            public string? Text { get; init; }
            [DataMember] private string _note = "";
            public static Hidden Make(string note) => new(1) { _note = note };
            public override string ToString() => _note;
        }

        public struct HiddenStruct
        {
            public string? Text { get; private set; }
            [DataMember] private int _number;
            public void Change(string text, int number) { Text = text; _number = number; }
            public override readonly string ToString() => $"{Text} {_number}";
        }

        [RemoteWorker]
        public sealed class Bank
        {
            public Empty? A(Empty? empty, EmptyText text, EmptyText? maybe, Hidden hidden, HiddenStruct other) => empty;
            public Box<string?> B(Box<int?> numbers, Box<Box<EmptyText?>> boxes, Box<string> text) => new();
            public Dictionary<int, List<string?>?>? C(IReadOnlyDictionary<Guid, Empty?> map, HashSet<string> set, ISet<int>? other) => null;
            public (int, string?, (byte, Empty?)?) D(Tuple<int, string?> tuple, KeyValuePair<string, Empty> pair, int?[]? numbers) => default;
            public ReadOnlyMemory<string?> E(Memory<byte> bytes, ArraySegment<string> segment, List<int[]?[]> jagged, Uri? uri, Version version) => default;
            public IEnumerable<string> F(IEnumerable<(string Name, DateTimeOffset When)> pairs, IList<decimal> prices) => [];
        }
        """).Sources.Length.ShouldBeGreaterThan(20);

    private static void Match(string source, params string[] hintNames)
    {
        GeneratorRun run = GeneratorRun.Sound(source);
        Snapshot.Match(
            string.Join('\n', run.Sources
                .Where(file => hintNames.Length == 0 ? IsFormatter(file.HintName) : hintNames.Contains(file.HintName))
                .Select(file => $"==> {file.HintName}\n{file.SourceText}"))
                .Replace($"\"{typeof(OutProcGenerator).Assembly.GetName().Version!.ToString(3)}\"", "\"VERSION\"", StringComparison.Ordinal),
            member: TestContext.Current.TestMethod!.MethodName);
    }

    private static bool IsFormatter(string hintName)
        => hintName.Contains("Formatter", StringComparison.Ordinal) || hintName.Contains("Memory_", StringComparison.Ordinal);
}
