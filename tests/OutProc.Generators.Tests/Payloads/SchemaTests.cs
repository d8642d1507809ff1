using OutProc.Conformance.Payloads;
namespace OutProc.Generators.Tests.Payloads;

/// <summary>Schema texts: equal for equal bytes, different for different ones, and finite.</summary>
public sealed class SchemaTests
{
    private const string Declarations =
        """
        public sealed class Node { public int Id { get; set; } public List<Node>? Children { get; set; } public Leaf? Leaf { get; set; } }
        public sealed class Leaf { public string? Text { get; set; } }
        public struct Padded { public byte A; public int B; }
        [StructLayout(LayoutKind.Sequential, Pack = 1)] public struct Packed { public byte A; public int B; }
        [StructLayout(LayoutKind.Explicit, Size = 12)] public struct Union { [FieldOffset(4)] public byte A; [FieldOffset(8)] public int B; }
        public enum Small : byte { One }
        """;

    [Theory]
    [InlineData("int", "int", "")]
    [InlineData("string[]", "string[]", "")]
    [InlineData("List<string>", "string[]", "")]
    [InlineData("Dictionary<string, int?>", "map<string, int?>", "")]
    [InlineData("(int, string)", "(int, string)", "")]
    [InlineData("Small", "Vec.Small:byte", "")]
    [InlineData("Padded", "Vec.Padded{A: byte, B: int}", "")]
    [InlineData("Packed", "Vec.Packed(Sequential Pack=1){A: byte, B: int}", "")]
    [InlineData("Union", "Vec.Union(Explicit Size=12){A: byte(4), B: int(8)}", "")]
    [InlineData("(byte, Padded)", "System.ValueTuple`2<byte, Vec.Padded{A: byte, B: int}>", "")]
    [InlineData("OutProc.Shared.SharedLock", "OutProc.Shared.SharedLock", "")]
    [InlineData("OutProc.Shared.SharedArray<float>[]", "OutProc.Shared.SharedArray<float>[]", "")]
    [InlineData("OutProc.Shared.SharedHandle<System.Net.Sockets.Socket>", "OutProc.Shared.SharedHandle<System.Net.Sockets.Socket>", "")]
    [InlineData("Leaf", "Vec.Leaf", "Vec.Leaf {Text: string}")]
    [InlineData("Node", "Vec.Node", "Vec.Leaf {Text: string}\nVec.Node {Id: int, Children: Vec.Node[], Leaf: Vec.Leaf}")]
    public void Describe_Type_SaysItsLayout(string type, string name, string layouts)
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, [type], []);

        assembly.Schemas[0].ShouldBe(layouts.Length == 0 ? name : $"{name}\n{layouts}");
    }
}
