using OutProc.Conformance.Payloads;
using OutProc.Contracts;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Whatever fails inside a value says where: one exception type, with the path to the member.</summary>
public sealed class MemberPathTests
{
    private const string Declarations =
        """
        public sealed class Job
        {
            public int Id { get; set; }
            public List<Item?> Items { get; set; } = [];
            public Dictionary<string, Item>? Map { get; set; }
        }

        public sealed class Item
        {
            public byte Kind { get; set; }
            public string? Name { get; set; }
            public (string? Text, Fragile? Fragile) Pair { get; set; }
        }

        public sealed class Fragile
        {
            private readonly int _number;
            public Fragile(int number) => _number = number != 13 ? number : throw new ArgumentException("13 brings bad luck.");
            public int Number => _number != 7 ? _number : throw new InvalidOperationException("7 is not told.");
        }

        public sealed class Liar : IReadOnlyDictionary<string, int>
        {
            public int Count => 3;
            public int this[string key] => 0;
            public IEnumerable<string> Keys => [];
            public IEnumerable<int> Values => [];
            public bool ContainsKey(string key) => false;
            public bool TryGetValue(string key, out int value) { value = 0; return false; }
            public IEnumerator<KeyValuePair<string, int>> GetEnumerator() => Enumerable.Empty<KeyValuePair<string, int>>().GetEnumerator();
            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
        """;

    private static readonly string[] s_types = ["Job", "Fragile", "IReadOnlyDictionary<string, int>", "Dictionary<string, int>"];

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(Declarations, s_types,
    [
        (0, "new Job { Items = [null, new Item { Name = \"some name\" }] }"),
        (0, "new Job { Items = [new Item(), null, new Item { Pair = (null, new Fragile(7)) }] }"),
        (0, "new Job { Map = new() { [\"a\"] = new Item { Pair = (null, new Fragile(7)) } } }"),
        (1, "new Fragile(8)"),
        (2, "new Liar()"),
        (0, "new Job { Items = [new Item { Pair = (null, new Fragile(8)) }] }"),
    ]);

    [Fact]
    public void Read_TruncatedInsideAList_NamesTheElement()
    {
        byte[] payload = s_assembly.Write(0, s_assembly.Make(0));
        int end = payload.AsSpan().IndexOf("some"u8) + 2;

        PayloadException exception = Should.Throw<PayloadException>(() => s_assembly.Read(0, payload[..end]));

        exception.MemberPath.ShouldBe("Items[1].Name");
        exception.Offset.ShouldBe(end - 2);
        exception.Message.ShouldContain("(at 'Items[1].Name')");
    }

    [Theory]
    [InlineData(1, "Items[2].Pair.Item2.Number")]
    [InlineData(2, "Map[0].Pair.Item2.Number")]
    public void Write_GetterThrows_WrapsItWithThePath(int value, string path)
    {
        PayloadException exception = Should.Throw<PayloadException>(() => s_assembly.Write(0, s_assembly.Make(value)));

        exception.MemberPath.ShouldBe(path);
        exception.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("7 is not told.");
        exception.Message.ShouldContain("7 is not told.");
    }

    [Fact]
    public void Read_ConstructorThrows_WrapsItWithThePath()
    {
        byte[] payload = s_assembly.Write(0, s_assembly.Make(5));
        payload[payload.AsSpan().LastIndexOf((byte)8)] = 13;

        PayloadException exception = Should.Throw<PayloadException>(() => s_assembly.Read(0, payload));

        exception.MemberPath.ShouldBe("Items[0].Pair.Item2");
        exception.InnerException.ShouldBeOfType<ArgumentException>();
    }

    [Fact]
    public void Write_CollectionThatLiesAboutItsCount_Throws()
        => Should.Throw<PayloadException>(() => s_assembly.Write(2, s_assembly.Make(4))).InnerException.ShouldBeOfType<InvalidOperationException>();

    [Fact]
    public void Read_SameKeyTwice_Throws()
    {
        byte[] payload = Convert.FromHexString("02000000" + "feffffff010000006101000000" + "feffffff010000006102000000");

        PayloadException exception = Should.Throw<PayloadException>(() => s_assembly.Read(3, payload));

        exception.MemberPath.ShouldBe("[1]");
        exception.Message.ShouldContain("same key twice");
    }
}
