using OutProc.Conformance.Payloads;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>The layouts whose members stand in slots: what other versions read, wide lengths, and objects that are written once.</summary>
public sealed class SlotLayoutTests
{
    private const string Declarations =
        """
        [MemoryPackable(GenerateType.VersionTolerant)]
        public partial class V1 { [MemoryPackOrder(0)] public int A { get; set; } [MemoryPackOrder(1)] public string? B { get; set; } [MemoryPackOrder(2)] public long C { get; set; } }
        [MemoryPackable(GenerateType.VersionTolerant)]
        public partial class V2 { [MemoryPackOrder(0)] public int A { get; set; } [MemoryPackOrder(2)] public long C { get; set; } [MemoryPackOrder(3)] public string D { get; set; } = "initial"; [MemoryPackOrder(4), SuppressDefaultInitialization] public int E { get; set; } = 42; }
        [MemoryPackable(GenerateType.VersionTolerant)]
        public partial class Wide { [MemoryPackOrder(0)] public byte[]? A { get; set; } [MemoryPackOrder(1)] public Wide? B { get; set; } [MemoryPackOrder(3)] public byte[]? C { get; set; } }

        [MemoryPackable(GenerateType.CircularReference)]
        public partial class Node { [MemoryPackOrder(0)] public int Id { get; set; } [MemoryPackOrder(1)] public Node? Next { get; set; } }
        [MemoryPackable(GenerateType.CircularReference)]
        public partial class Strict { [MemoryPackOrder(0)] public required string Name { get; init; } [MemoryPackOrder(1)] public Strict? Self { get; set; } }
        [MemoryPackable(GenerateType.CircularReference)]
        public partial class Other { [MemoryPackOrder(0)] public byte B { get; set; } }
        public sealed record Pair(Node First, Node Second);
        public sealed record Mixed(Node First, Other? Second);

        public static class Chain
        {
            public static Node Of(int length) { Node? next = null; for (int i = 0; i < length; i++) { next = new Node { Id = i, Next = next }; } return next!; }
            public static Wide Deep(int size, int levels) => new() { A = new byte[size], B = levels == 0 ? null : Deep(size, levels - 1), C = [1] };
        }
        """;

    private static readonly string[] s_types = ["V1", "V2", "Wide", "Node", "Strict", "Pair", "Mixed"];

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(Declarations, s_types,
    [
        (0, "new V1 { A = 1, B = \"b\", C = 3 }"),
        (3, "() => { var a = new Node { Id = 1 }; a.Next = new Node { Id = 2, Next = a }; return a; }"),
        (4, "() => { var a = new Strict { Name = \"n\" }; a.Self = a; return a; }"),
        (5, "() => { var a = new Node { Id = 1 }; return new Pair(a, a); }"),
        (3, "Chain.Of(100)"),
        (2, "Chain.Deep(10, 0)"),
        (2, "Chain.Deep(122, 3)"),
        (2, "Chain.Deep(123, 3)"),
        (2, "Chain.Deep(124, 3)"),
        (2, "Chain.Deep(40000, 3)"),
        (3, "Chain.Of(400)"),
    ]);

    [Fact]
    public void Read_OlderAndNewerVersions_TakesWhatItKnows()
    {
        dynamic read = s_assembly.Read(1, s_assembly.Write(0, s_assembly.Make(0)))!;

        ((int)read.A).ShouldBe(1);
        ((long)read.C).ShouldBe(3);
        ((string?)read.D).ShouldBeNull();
        ((int)read.E).ShouldBe(42);

        dynamic back = s_assembly.Read(0, s_assembly.Write(1, (object)read))!;
        ((int)back.A).ShouldBe(1);
        ((string?)back.B).ShouldBeNull();
        ((long)back.C).ShouldBe(3);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Write_SlotsOfAnyLength_ReadBack(int value)
    {
        dynamic expected = s_assembly.Make(value)!;
        byte[] payload = s_assembly.Write(2, (object)expected);

        dynamic? actual = s_assembly.Read(2, payload);

        for (; expected is not null; expected = expected.B, actual = actual.B)
        {
            ((byte[])actual!.A).Length.ShouldBe(((byte[])expected.A).Length);
            ((byte[])actual.C).ShouldBe(new byte[] { 1 });
        }

        s_assembly.Write(2, s_assembly.Read(2, payload)).ShouldBe(payload);
    }

    [Theory]
    [InlineData(123, "04" + "7f" + "01" + "00" + "05")]
    [InlineData(124, "04" + "848000" + "01" + "00" + "05")]
    [InlineData(32764, "04" + "8200800000" + "01" + "00" + "05")]
    public void Write_LengthBeyondAByte_MovesTheSlotsUp(int size, string header)
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, ["Wide"], [(0, $"Chain.Deep({size}, 0)")]);

        string payload = Convert.ToHexStringLower(assembly.Write(0, assembly.Make(0)));

        payload.ShouldStartWith(header + Convert.ToHexStringLower(BitConverter.GetBytes(size)));
        payload.ShouldEndWith("00ff" + "0100000001");
    }

    [Fact]
    public void Read_SlotThatIsNotUsedUp_ThrowsWithThePath()
    {
        byte[] payload = s_assembly.Write(0, s_assembly.Make(0));
        payload[1]++;
        payload[2]--;

        Should.Throw<PayloadException>(() => s_assembly.Read(0, payload)).MemberPath.ShouldBe("A");
    }

    [Fact]
    public void Read_Cycle_IsTheSameObject()
    {
        dynamic read = s_assembly.Read(3, s_assembly.Write(3, s_assembly.Make(1)))!;

        ((object)read.Next.Next).ShouldBeSameAs((object)read);
        ((int)read.Next.Id).ShouldBe(2);
    }

    [Fact]
    public void Read_RequiredAndInitMembersOfACycle_AreSet()
    {
        dynamic read = s_assembly.Read(4, s_assembly.Write(4, s_assembly.Make(2)))!;

        ((string)read.Name).ShouldBe("n");
        ((object)read.Self).ShouldBeSameAs((object)read);
    }

    [Fact]
    public void Write_SameObjectTwiceInOnePayload_IsAReference()
    {
        byte[] payload = s_assembly.Write(5, s_assembly.Make(3));

        Convert.ToHexStringLower(payload).ShouldBe("02" + "02040100" + "01000000ff" + "fa00");
        dynamic read = s_assembly.Read(5, payload)!;
        ((object)read.First).ShouldBeSameAs((object)read.Second);
        s_assembly.Write(5, s_assembly.Make(3)).ShouldBe(payload, "The table of the payload before is not seen.");
    }

    [Fact]
    public void Read_ReferenceToAnObjectOfAnotherType_Throws()
        => Should.Throw<PayloadException>(() => s_assembly.Read(6, Convert.FromHexString("02" + "02040100" + "01000000ff" + "fa00")))
            .MemberPath.ShouldBe("Second");

    [Fact]
    public void Write_ChainOfReferences_IsBoundedInDepth()
        => Should.Throw<PayloadException>(() => s_assembly.Write(3, s_assembly.Make(4))).Message.ShouldContain("64 levels");

    [Fact]
    public void Write_ManyObjects_HasWideIds()
    {
        var options = new PayloadOptions { MaxDepth = 1000 };
        byte[] payload = s_assembly.Write(3, s_assembly.Make(10), options);

        s_assembly.Write(3, s_assembly.Read(3, payload, options), options).ShouldBe(payload);
    }

    [Fact]
    public void Write_Again_AllocatesNothing()
    {
        object? value = s_assembly.Make(8);
        object? cycle = s_assembly.Make(1);
        s_assembly.Allocated(2, value).ShouldBe(0);
        s_assembly.Allocated(3, cycle).ShouldBe(0);
    }
}
