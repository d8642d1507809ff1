using OutProc.Conformance.Payloads;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>The rules for types without MemoryPack attributes: which members cross, in which order, and how an object is rebuilt.</summary>
public sealed class PlainTypeTests
{
    private const string Declarations =
        """
        public record Positional(string Name, int Age) { public string Note { get; init; } = ""; public int NameLength => Name.Length; }
        public record Derived(string Name, int Age, bool IsNew) : Positional(Name, Age);
        public readonly record struct Labelled(string Label, int Index);
        public struct Mutable { public string Text; public int Number { get; set; } }
        public readonly struct ByConstructor(string text) { public string Text { get; } = text; }

        public class Marked
        {
            public Marked() => Used = "default";
            [JsonConstructor] public Marked(int number) { Number = number; Used = "marked"; }
            public int Number { get; }
            [IgnoreDataMember] public string Used { get; }
        }

        public class Preferred
        {
            public Preferred() { }
            public Preferred(string name) => throw new InvalidOperationException("The parameterless constructor is preferred.");
            public string Name { get; set; } = "";
        }

        public class Only
        {
            private readonly string _name;
            internal Only(string name, int size = 7) { _name = name; Size = size; }
            public string Name => _name + "!";
            [IgnoreDataMember] public int Size { get; }
        }

        public class Restricted
        {
            public required string Name { get; init; }
            public int Count { get; private set; }
            [DataMember] private int _secret;
            public static int Shared = 5;
            public const int Fixed = 6;
            public int this[int i] => i;
            public int SetOnly { set => _secret = value; }
            public void Change(int count, int secret) { Count = count; _secret = secret; }
            public override string ToString() => $"{Name} {Count} {_secret}";
        }

        public struct RestrictedStruct
        {
            public string? Name { get; private set; }
            [DataMember] private int _secret;
            public static RestrictedStruct Make(string name, int secret) => new() { Name = name, _secret = secret };
            public override readonly string ToString() => $"{Name} {_secret}";
        }

        public class Hidden
        {
            [JsonConstructor] private Hidden(int count) => Count = count;
            public int Count { get; }
            public string? Name { get; init; }
            public static Hidden Make(string name, int count) => new(count) { Name = name };
            public override string ToString() => $"{Name} {Count}";
        }

        public class Ordered
        {
            [DataMember(Order = 2)] public byte Second = 2;
            [DataMember(Order = 1)] public byte First = 1;
            public byte Unordered = 9;
            [IgnoreDataMember] public object? Ignored;
        }

        public class OrderedDerived : Ordered { [DataMember(Order = 0)] public byte Own = 5; }

        [DataContract]
        public class OptIn { [DataMember] public byte Sent = 1; public object? NotSent; }

        public class Keywords { public string @class { get; set; } = ""; public int @int; }
        public class Outer { public class Nested<T> { public T? Value { get; set; } public List<T?> Values { get; set; } = []; } }
        public class Obsoletes { [Obsolete("Use nothing.")] public string Old { get; set; } = "old"; }
        public class Interfaces
        {
            public IReadOnlyList<string>? List { get; set; }
            public IEnumerable<int>? Numbers { get; set; }
            public IReadOnlyDictionary<string, int>? Map { get; set; }
            public ISet<string>? Set { get; set; }
        }
        """;

    [Theory]
    [InlineData("Positional", "new Positional(\"a\", 1) { Note = \"n\" }", "03feffffff010000006101000000feffffff010000006e")]
    [InlineData("Derived", "new Derived(\"a\", 1, true)", "04feffffff01000000610100000000000000" + "01")]
    [InlineData("Labelled", "new Labelled(\"a\", 1)", "02feffffff010000006101000000")]
    [InlineData("Mutable", "new Mutable { Text = \"a\", Number = 1 }", "02feffffff010000006101000000")]
    [InlineData("ByConstructor", "new ByConstructor(\"a\")", "01feffffff0100000061")]
    [InlineData("Marked", "new Marked(3)", "0103000000")]
    [InlineData("Preferred", "new Preferred { Name = \"a\" }", "01feffffff0100000061")]
    [InlineData("Ordered", "new Ordered()", "03090102")]
    [InlineData("OrderedDerived", "new OrderedDerived()", "0409010205")]
    [InlineData("OptIn", "new OptIn()", "0101")]
    [InlineData("Keywords", "new Keywords { @class = \"a\", @int = 1 }", "02feffffff010000006101000000")]
    [InlineData("Outer.Nested<string>", "new Outer.Nested<string> { Value = \"a\" }", "02feffffff010000006100000000")]
    [InlineData("Obsoletes", "new Obsoletes()", "01fcffffff030000006f6c64")]
    public void Write_PlainType_FollowsTheRules(string type, string value, string hex)
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, [type], [(0, value)]);

        byte[] payload = assembly.Write(0, assembly.Make(0));

        Convert.ToHexStringLower(payload).ShouldBe(hex);
        assembly.Write(0, assembly.Read(0, payload)).ShouldBe(payload);
    }

    [Theory]
    [InlineData("Restricted", "() => { var value = new Restricted { Name = \"n\" }; value.Change(2, 3); return value; }", "n 2 3")]
    [InlineData("RestrictedStruct", "RestrictedStruct.Make(\"n\", 3)", "n 3")]
    [InlineData("Hidden", "Hidden.Make(\"n\", 3)", "n 3")]
    public void Read_MembersOnlyTheTypeCanSet_AreRestored(string type, string value, string expected)
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, [type], [(0, value)]);

        object? read = assembly.Read(0, assembly.Write(0, assembly.Make(0)));

        read.ShouldNotBeNull().ToString().ShouldBe(expected);
    }

    [Fact]
    public void Read_ConstructorWithAnOptionalParameter_LeavesItOut()
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, ["Only"], [(0, "new Only(\"a\", 3)")]);

        dynamic read = assembly.Read(0, assembly.Write(0, assembly.Make(0)))!;

        ((string)read.Name).ShouldBe("a!!");
        ((int)read.Size).ShouldBe(7);
    }

    [Fact]
    public void Read_MarkedConstructor_IsUsed()
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, ["Marked"], [(0, "new Marked()")]);

        dynamic read = assembly.Read(0, assembly.Write(0, assembly.Make(0)))!;

        ((string)read.Used).ShouldBe("marked");
    }

    [Fact]
    public void Read_FewerMembersThanTheType_LeavesDefaults()
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, ["Positional"], [(0, "new Positional(\"a\", 0) { Note = null! }")]);

        assembly.Read(0, Convert.FromHexString("01feffffff0100000061")).ShouldBe(assembly.Make(0));
    }

    [Fact]
    public void Read_MoreMembersThanTheType_Throws()
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, ["Preferred"], []);

        Should.Throw<PayloadException>(() => assembly.Read(0, Convert.FromHexString("02ffffffff00"))).Message.ShouldContain("newer version");
    }

    [Theory]
    [InlineData("List = new string[] { \"a\" }")]
    [InlineData("List = new Queue<string>([\"a\"]).ToList()")]
    [InlineData("List = ImmutableArray.Create(\"a\")")]
    [InlineData("Numbers = Enumerable.Range(1, 5).Where(i => i > 2)")]
    [InlineData("Map = new SortedDictionary<string, int> { [\"a\"] = 1 }")]
    [InlineData("Set = new SortedSet<string> { \"a\" }")]
    public void Write_InterfaceOfAnyClass_IsReadBackEqual(string initializer)
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, ["Interfaces"], [(0, $"new Interfaces {{ {initializer} }}")]);

        byte[] payload = assembly.Write(0, assembly.Make(0));

        payload.Length.ShouldBeGreaterThan(17);
        assembly.Write(0, assembly.Read(0, payload)).ShouldBe(payload);
    }

    [Fact]
    public void Parse_SameTypeInTwoPlaces_HasOneFormatter()
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(
            Declarations, ["Labelled", "Labelled[]", "Dictionary<string, Labelled>", "(Labelled A, int B)", "(Labelled X, int Y)"], []);

        assembly.Problems.ShouldAllBe(problem => problem == null);
        assembly.FormatterNames.Count(name => name.StartsWith("Labelled", StringComparison.Ordinal)).ShouldBe(1);
        assembly.FormatterNames.Count(name => name.StartsWith("ValueTuple", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Write_MaxDepth_CountsObjects()
    {
        const string Chain = "public class Link { public Link? Next { get; set; } }";
        PayloadAssembly assembly = PayloadCompiler.Compile(
            Chain, ["Link"], [(0, "() => { Link? link = null; for (int i = 0; i < 8; i++) link = new Link { Next = link }; return link!; }")]);
        object? value = assembly.Make(0);
        byte[] payload = assembly.Write(0, value, new PayloadOptions { MaxDepth = 8 });

        assembly.Read(0, payload, new PayloadOptions { MaxDepth = 8 }).ShouldNotBeNull();
        Should.Throw<PayloadException>(() => assembly.Write(0, value, new PayloadOptions { MaxDepth = 7 }))
            .MemberPath.ShouldBe("Next.Next.Next.Next.Next.Next.Next");
        Should.Throw<PayloadException>(() => assembly.Read(0, payload, new PayloadOptions { MaxDepth = 7 }))
            .MemberPath.ShouldBe("Next.Next.Next.Next.Next.Next.Next");
    }
}
