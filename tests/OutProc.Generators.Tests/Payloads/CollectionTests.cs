using System.Collections;
using OutProc.Conformance.Payloads;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Every collection of the framework: the bytes it shares with an array or a dictionary, and what comes back.</summary>
public sealed class CollectionTests
{
    private const string Declarations =
        """
        public sealed class Item { public string? Name { get; set; } }
        public readonly record struct Odd(int Value) : IComparable<Odd>
        {
            public int CompareTo(Odd other) => throw new InvalidOperationException("Odd values have no order.");
            public override int GetHashCode() => throw new InvalidOperationException("Odd values have no hash code.");
        }
        [MemoryPackable(GenerateType.Collection)] public partial class Names : List<string> { }
        [MemoryPackable(GenerateType.Collection)]
        public partial class Moody : List<int> { public Moody() => throw new InvalidOperationException("Not today."); }
        [MemoryPackable(GenerateType.Collection)] public partial class Ages : Dictionary<string, int> { }
        """;

    private const string Numbers = "03000000" + "01000000" + "02000000" + "03000000";
    private const string Texts = "02000000" + "feffffff0100000061" + "ffffffff";
    private const string Map = "02000000" + "feffffff010000006101000000" + "feffffff010000006202000000";
    private const string RawMap = "01000000" + "0500000007000000";

    private static readonly (string Type, string Value, string Hex)[] s_cases =
    [
        ("Stack<int>", "new Stack<int>([1, 2, 3])", Numbers),
        ("Stack<string?>", "new Stack<string?>([\"a\", null])", Texts),
        ("Queue<int>", "new Queue<int>([1, 2, 3])", Numbers),
        ("Queue<string?>", "new Queue<string?>([\"a\", null])", Texts),
        ("LinkedList<int>", "new LinkedList<int>([1, 2, 3])", Numbers),
        ("LinkedList<string?>", "new LinkedList<string?>([\"a\", null])", Texts),
        ("SortedSet<int>", "new SortedSet<int> { 3, 1, 2 }", Numbers),
        ("SortedSet<string>", "new SortedSet<string> { \"b\", \"a\" }", "02000000feffffff0100000061feffffff0100000062"),
        ("HashSet<int>", "new HashSet<int> { 1, 2, 3 }", Numbers),
        ("Collection<int>", "new Collection<int> { 1, 2, 3 }", Numbers),
        ("Collection<string?>", "new Collection<string?> { \"a\", null }", Texts),
        ("ObservableCollection<int>", "new ObservableCollection<int> { 1, 2, 3 }", Numbers),
        ("ReadOnlyCollection<string?>", "new ReadOnlyCollection<string?>([\"a\", null])", Texts),
        ("ReadOnlyObservableCollection<int>", "new ReadOnlyObservableCollection<int>([1, 2, 3])", Numbers),
        ("ReadOnlySet<int>", "new ReadOnlySet<int>(new HashSet<int> { 1, 2, 3 })", Numbers),
        ("ReadOnlySet<string>", "new ReadOnlySet<string>(new HashSet<string> { \"a\" })", "01000000feffffff0100000061"),
        ("ConcurrentQueue<int>", "new ConcurrentQueue<int>([1, 2, 3])", Numbers),
        ("ConcurrentStack<int>", "new ConcurrentStack<int>([1, 2, 3])", Numbers),
        ("ConcurrentBag<int>", "new ConcurrentBag<int>([7])", "0100000007000000"),
        ("BlockingCollection<string?>", "new BlockingCollection<string?> { \"a\", null }", Texts),
        ("ImmutableArray<int>", "ImmutableArray.Create(1, 2, 3)", Numbers),
        ("ImmutableArray<int>", "default(ImmutableArray<int>)", "ffffffff"),
        ("ImmutableArray<string?>", "ImmutableArray.Create(\"a\", null)", Texts),
        ("ImmutableArray<string?>", "default(ImmutableArray<string?>)", "ffffffff"),
        ("ImmutableList<string?>", "ImmutableList.Create(\"a\", null)", Texts),
        ("ImmutableQueue<int>", "ImmutableQueue.Create(1, 2, 3)", Numbers),
        ("ImmutableStack<string?>", "ImmutableStack.Create(\"a\", null)", Texts),
        ("ImmutableSortedSet<int>", "ImmutableSortedSet.Create(3, 2, 1)", Numbers),
        ("ImmutableHashSet<string>", "ImmutableHashSet.Create(\"a\")", "01000000feffffff0100000061"),
        ("IImmutableList<string?>", "ImmutableList.Create(\"a\", null)", Texts),
        ("IImmutableQueue<string?>", "ImmutableQueue.Create(\"a\", null)", Texts),
        ("IImmutableStack<int>", "ImmutableStack.Create(1, 2, 3)", Numbers),
        ("IImmutableSet<int>", "ImmutableHashSet.Create(7)", "0100000007000000"),
        ("FrozenSet<int>", "FrozenSet.ToFrozenSet([1, 2, 3])", Numbers),
        ("FrozenSet<string>", "FrozenSet.ToFrozenSet([\"a\"])", "01000000feffffff0100000061"),
        ("ReadOnlySequence<int>", "new ReadOnlySequence<int>([1, 2, 3])", Numbers),
        ("ReadOnlySequence<string?>", "new ReadOnlySequence<string?>([\"a\", null])", Texts),
        ("ReadOnlySequence<int>", "default(ReadOnlySequence<int>)", "00000000"),
        ("PriorityQueue<int, int>", "new PriorityQueue<int, int>([(10, 1), (20, 2)])", "020000000a000000010000001400000002000000"),
        ("PriorityQueue<string, int>", "new PriorityQueue<string, int>([(\"a\", 1)])", "01000000feffffff010000006101000000"),
        ("SortedDictionary<string, int>", "new SortedDictionary<string, int> { [\"b\"] = 2, [\"a\"] = 1 }", Map),
        ("SortedList<string, int>", "new SortedList<string, int> { [\"b\"] = 2, [\"a\"] = 1 }", Map),
        ("SortedList<int, int>", "new SortedList<int, int> { [5] = 7 }", RawMap),
        ("OrderedDictionary<string, int>", "new OrderedDictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }", Map),
        ("ReadOnlyDictionary<string, int>",
            "new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 })", Map),
        ("ConcurrentDictionary<int, int>", "new ConcurrentDictionary<int, int> { [5] = 7 }", RawMap),
        ("ImmutableDictionary<int, int>", "ImmutableDictionary<int, int>.Empty.Add(5, 7)", RawMap),
        ("ImmutableSortedDictionary<string, int>", "ImmutableSortedDictionary<string, int>.Empty.Add(\"b\", 2).Add(\"a\", 1)", Map),
        ("IImmutableDictionary<int, int>", "ImmutableDictionary<int, int>.Empty.Add(5, 7)", RawMap),
        ("FrozenDictionary<int, int>", "new Dictionary<int, int> { [5] = 7 }.ToFrozenDictionary()", RawMap),
        ("ILookup<int, string>", "new[] { \"a\" }.ToLookup(text => text.Length)", "01000000" + "0201000000" + "01000000feffffff0100000061"),
        ("IGrouping<int, int>", "new[] { 5 }.GroupBy(number => 1).First()", "0201000000" + "0100000005000000"),
        ("int[,]", "new[,] { { 1 }, { 2 } }", "030200000001000000" + "02000000" + "0100000002000000"),
        ("string?[,,]", "new string?[,,] { { { \"a\", null } } }", "04010000000100000002000000" + Texts),
        ("byte[,,,]", "new byte[1, 1, 0, 7]", "0501000000010000000000000007000000" + "00000000"),
        ("int[,][]", "new int[,][] { { new[] { 5 }, null! } }", "030100000002000000" + "02000000" + "0100000005000000" + "ffffffff"),
        ("int[][,]", "new int[][,] { new[,] { { 5 } }, null! }", "02000000" + "030100000001000000" + "0100000005000000" + "ff"),
        ("Lazy<int>", "new Lazy<int>(() => 5)", "0105000000"),
        ("Lazy<bool>", "new Lazy<bool>(() => true)", "0101"),
        ("Lazy<Item?>", "new Lazy<Item?>(() => null)", "01ff"),
        ("(int, string?, int, int, int, int, int, string?, int)", "(1, null, 3, 4, 5, 6, 7, null, 9)",
            "01000000ffffffff0300000004000000050000000600000007000000" + "ffffffff09000000"),
        ("Tuple<int, int, int, int, int, int, int, Tuple<int>>", "Tuple.Create(1, 2, 3, 4, 5, 6, 7, 8)",
            "0801000000020000000300000004000000050000000600000007000000" + "0108000000"),
        ("Names", "new Names { \"a\", null! }", Texts),
        ("Ages", "new Ages { [\"a\"] = 1, [\"b\"] = 2 }", Map),
        ("Stack<Item?>", "new Stack<Item?>([new Item(), null])", "0200000001ffffffffff"),
        ("ImmutableList<ImmutableArray<Queue<int>>>", "[[new Queue<int>([1, 2, 3])], default]", "0200000001000000" + Numbers + "ffffffff"),
    ];

    private static readonly string[] s_refusing =
    [
        "SortedSet<Odd>", "HashSet<Odd>", "SortedDictionary<int, Odd>", "ConcurrentDictionary<string, int>",
        "FrozenDictionary<string, int>",
        "ILookup<string, int>", "Ages", "PriorityQueue<int, Odd>", "Stack<string>", "LinkedList<byte>", "IGrouping<int, int>", "int[,]",
        "ImmutableHashSet<byte>", "Names", "ImmutableSortedSet<Odd>", "Moody",
    ];

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(
        Declarations, [.. s_cases.Select(entry => entry.Type), .. s_refusing], [.. s_cases.Select((entry, index) => (index, entry.Value))]);

    public static TheoryData<int, string> Cases => [.. s_cases.Select((entry, index) => (index, $"{entry.Type}: {entry.Value}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_EveryCollection_IsReadBackAsItsType(int index, string name)
    {
        s_assembly.Problems[index].ShouldBeNull(name);
        object value = s_assembly.Make(index).ShouldNotBeNull();

        byte[] payload = s_assembly.Write(index, value);

        Convert.ToHexStringLower(payload).ShouldBe(s_cases[index].Hex, name);
        object read = s_assembly.Read(index, payload).ShouldNotBeNull();
        s_assembly.Write(index, read).ShouldBe(payload, name);
        if (!s_cases[index].Type.StartsWith('I'))
        {
            read.GetType().ShouldBe(value.GetType());
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_EveryTruncation_Throws(int index, string name)
    {
        byte[] payload = Convert.FromHexString(s_cases[index].Hex);
        for (int length = 0; length < payload.Length; length++)
        {
            Should.Throw<PayloadException>(() => s_assembly.Read(index, payload[..length]), $"{name}, {length} bytes");
        }
    }

    [Theory]
    [InlineData("SortedSet<Odd>", "020000000100000002000000", "Failed to compare")]
    [InlineData("ImmutableSortedSet<Odd>", "020000000100000002000000", "Failed to compare")]
    [InlineData("HashSet<Odd>", "0100000001000000", "no hash code")]
    [InlineData("SortedDictionary<int, Odd>", "0100000001000000", "bytes remain")]
    [InlineData("ConcurrentDictionary<string, int>", "01000000ffffffff00000000", "null key")]
    [InlineData("FrozenDictionary<string, int>", "0200000000000000010000000000000002000000", "same key twice")]
    [InlineData("Moody", "00000000", "Not today.")]
    [InlineData("Ages", "0200000000000000010000000000000002000000", "same key twice")]
    [InlineData("Ages", "01000000ffffffff01000000", "null key")]
    [InlineData("ILookup<string, int>", "0100000002ffffffff00000000", "null key")]
    [InlineData("ILookup<string, int>", "02000000" + "020000000000000000" + "020000000000000000", "same key twice")]
    [InlineData("ILookup<string, int>", "01000000ff", "null group")]
    [InlineData("IGrouping<int, int>", "0201000000ffffffff", "no elements")]
    [InlineData("PriorityQueue<int, Odd>", "03000000" + "0100000001000000" + "0200000002000000" + "0300000003000000", "no order")]
    [InlineData("int[,]", "0302000000ffffffff00000000", "length -1")]
    [InlineData("int[,]", "0300000000c8ffff7f00000000", "length 2147483592")]
    [InlineData("int[,]", "03c7ffff7fc7ffff7f00000000", "does not have 0 elements")]
    [InlineData("int[,]", "03000001000000010000000000", "does not have 0 elements")]
    [InlineData("int[,]", "0200000000000000000000000000000000", "3 values must follow, not 2")]
    public void Read_WhatCannotBe_Throws(string type, string hex, string reason)
    {
        int index = s_cases.Length + Array.IndexOf(s_refusing, type);

        PayloadException exception = Should.Throw<PayloadException>(() => s_assembly.Read(index, Convert.FromHexString(hex)));

        exception.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("Nest", "public class Nest : List<Nest> { }")]
    [InlineData("Nest", "public class Nest : List<List<Nest>> { }")]
    [InlineData("Nest", "public class Nest : Dictionary<int, Nest[]> { }")]
    [InlineData("Nest", "public class Nest : List<Twig> { } public class Twig : List<Nest> { }")]
    public void Parse_CollectionThatContainsItself_IsRefused(string type, string declarations)
    {
        declarations = declarations.Replace("public class", "[MemoryPackable(GenerateType.Collection)] public class");

        PayloadCompiler.Compile(declarations, [type], []).Problems[0].ShouldNotBeNull().ShouldContain("contains itself");
    }

    [Fact]
    public void Parse_CollectionThatContainsItselfThroughAnObject_IsSound()
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(
            "[MemoryPackable(GenerateType.Collection)] public class Nest : List<Node> { } public class Node { public Nest? Kids; }",
            ["Nest"],
            [(0, "new Nest { new Node { Kids = new Nest { new Node() } } }")]);

        Convert.ToHexStringLower(assembly.Write(0, assembly.Make(0))).ShouldBe("01000000" + "01" + "01000000" + "01" + "ffffffff");
    }

    [Theory]
    [InlineData("LinkedList<byte>")]
    [InlineData("ImmutableHashSet<byte>")]
    public void Read_CollectionOfNodes_CountsThemAsMemory(string type)
    {
        int index = s_cases.Length + Array.IndexOf(s_refusing, type);
        byte[] payload = [.. BitConverter.GetBytes(200), .. Enumerable.Range(0, 200).Select(number => (byte)number)];

        var enough = new PayloadOptions { MaxMemoryBytes = 200 * 65 };
        var tooLittle = new PayloadOptions { MaxMemoryBytes = (200 * 64) - (8 * payload.Length) - 1 };
        s_assembly.Read(index, payload, enough).ShouldBeAssignableTo<ICollection>().ShouldNotBeNull().Count.ShouldBe(200);
        Should.Throw<PayloadException>(() => s_assembly.Read(index, payload, tooLittle));
    }

    [Fact]
    public void Read_GridOfNothing_MayHaveAnyOtherLength()
    {
        int index = s_cases.Length + Array.IndexOf(s_refusing, "int[,]");

        var grid = (int[,])s_assembly.Read(index, Convert.FromHexString("0300000000c7ffff7f00000000"))!;

        grid.GetLength(1).ShouldBe(Array.MaxLength);
    }

    [Fact]
    public void Read_Lookup_FindsGroupsByKey()
    {
        int index = Array.FindIndex(s_cases, entry => entry.Type == "ILookup<int, string>");

        var lookup = (ILookup<int, string>)s_assembly.Read(index, s_assembly.Write(index, s_assembly.Make(index)))!;

        lookup.Count.ShouldBe(1);
        lookup[1].ShouldBe(["a"]);
        lookup[2].ShouldBeEmpty();
        lookup.Contains(1).ShouldBeTrue();
        lookup.ShouldHaveSingleItem().Key.ShouldBe(1);
    }

    [Fact]
    public void Read_Stack_PopsInTheSameOrder()
    {
        int index = Array.FindIndex(s_cases, entry => entry.Type == "Stack<int>");

        ((Stack<int>)s_assembly.Read(index, s_assembly.Write(index, s_assembly.Make(index)))!).Pop().ShouldBe(3);
    }

    [Fact]
    public void Parse_FiveDimensions_SaysWhatToUse()
        => PayloadCompiler.Compile("", ["int[,,,,]"], []).Problems[0].ShouldBe(
            "OP0101 'value' is 'int[,,,,]', an array of 5 dimensions, and the wire format ends at 4; use an array of arrays");

    [Fact]
    public void Parse_CollectionClassWithoutConstructor_SaysWhatIsMissing()
        => PayloadCompiler.Compile(
            "[MemoryPackable(GenerateType.Collection)] public class Own(int size) : List<int>(size) { }", ["Own"], [])
            .Problems[0].ShouldNotBeNull().ShouldContain("parameterless constructor");
}
