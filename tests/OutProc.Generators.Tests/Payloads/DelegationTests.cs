using OutProc.Conformance.Payloads;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Types whose form only MemoryPack's own serializer knows: refused, or delegated where it is trusted.</summary>
public sealed class DelegationTests
{
    private const string Declarations =
        """
        public sealed class MyFormatterAttribute : MemoryPackCustomFormatterAttribute { }

        [MemoryPackable]
        public partial class WithCallback : IForeign
        {
            public string Text { get; set; } = "";
            [MemoryPackOnSerializing] private void Prepare() { }
            public string Save() => Text != "bad" ? Text : throw new InvalidOperationException("It is bad.");
            public void Load(string text) => Text = text;
        }

        [MemoryPackable] public partial class WithFormatter { [MyFormatter] public string? Text { get; set; } }
        [MemoryPackable(GenerateType.NoGenerate)] public partial class ByHand { public string? Text { get; set; } }
        [MemoryPackable] public partial class Compressed { [BrotliFormatter] public byte[]? Bytes { get; set; } }
        [MemoryPackable] public partial class BrokenCallback { public string? Text { get; set; } [MemoryPackOnSerializing] void Z(int q) { } }
        public sealed record Job(int Before, WithCallback? Foreign, List<WithCallback?> More, int After);
        """;

    private static readonly string[] s_types = ["WithCallback", "WithFormatter", "ByHand", "Compressed", "BrokenCallback", "Job"];

    private static readonly PayloadAssembly s_trusted = Compile("[assembly: OutProc.Contracts.TrustMemoryPack]",
    [
        (5, "new Job(1, new WithCallback { Text = \"ab\" }, [null, new WithCallback { Text = \"c\" }], 2)"),
        (5, "new Job(1, new WithCallback { Text = \"bad\" }, [], 2)"),
        (5, "new Job(1, null, [.. Enumerable.Repeat(new WithCallback { Text = new string('x', 200) }, 100)], 2)"),
    ]);

    private static readonly PayloadAssembly s_untrusted = Compile("", []);

    [Theory]
    [InlineData(0, "OP0121 'value' is 'WithCallback', callback 'Prepare', which only the real serializer calls; add [assembly: TrustMemoryPack], or remove it")]
    [InlineData(1, "OP0121 'value.Text' is 'string', formatter 'MyFormatterAttribute', which only the real serializer calls; add [assembly: TrustMemoryPack], or remove it")]
    [InlineData(2, "OP0121 'value' is 'ByHand', NoGenerate, and only the real serializer calls the formatter written by hand; add [assembly: TrustMemoryPack], or remove it")]
    [InlineData(3, "OP0121 'value.Bytes' is 'byte[]', Brotli compression, and nothing bounds what a few compressed bytes expand to; send the value as it is")]
    [InlineData(4, "OP0101 'value' is 'BrokenCallback', whose callback 'Z' has parameters that MemoryPack does not give it")]
    public void Parse_WithoutTrust_IsRefused(int type, string problem) => s_untrusted.Problems[type].ShouldBe(problem);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void Parse_WithTrust_RefusesOnlyWhatNobodyShouldRead(int type, bool isAccepted)
        => (s_trusted.Problems[type] is null).ShouldBe(isAccepted, s_trusted.Problems[type]);

    [Fact]
    public void Write_DelegatedValue_StandsBetweenOurs()
    {
        byte[] payload = s_trusted.Write(5, s_trusted.Make(0));

        Convert.ToHexStringLower(payload).ShouldBe("04" + "01000000" + "026162" + "02000000" + "ff" + "0163" + "02000000");
        s_trusted.Write(5, s_trusted.Read(5, payload)).ShouldBe(payload);
    }

    [Fact]
    public void Write_LargerThanTheFirstBuffer_Grows()
    {
        byte[] payload = s_trusted.Write(5, s_trusted.Make(2));

        payload.Length.ShouldBeGreaterThan(20_000);
        s_trusted.Write(5, s_trusted.Read(5, payload)).ShouldBe(payload);
    }

    [Fact]
    public void Write_LargerThanTheLimit_Throws()
        => Should.Throw<PayloadException>(() => s_trusted.Write(5, s_trusted.Make(2), new PayloadOptions { MaxMessageBytes = 10_000 }))
            .Message.ShouldContain("10000 bytes");

    [Fact]
    public void Write_ForeignCodeThrows_NamesTheMember()
    {
        PayloadException exception = Should.Throw<PayloadException>(() => s_trusted.Write(5, s_trusted.Make(1)));

        exception.MemberPath.ShouldBe("Foreign");
        exception.InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Read_ForeignReaderFails_IsAPayloadException()
    {
        byte[] payload = s_trusted.Write(5, s_trusted.Make(0));
        payload[5] = 200;

        Should.Throw<PayloadException>(() => s_trusted.Read(5, payload)).MemberPath.ShouldBe("Foreign");
    }

    private static PayloadAssembly Compile(string assemblyAttributes, IReadOnlyList<(int Type, string Expression)> values)
    {
        var source = new PayloadSource { AssemblyAttributes = assemblyAttributes };
        source.Declarations.Add(new("Vec", "", Declarations));
        source.Declarations.Add(new("Stubs", "", $"}}\n{DelegationStubs.Source}\nnamespace Rest {{"));
        source.Types.AddRange(s_types.Select(type => new PayloadSource.PayloadType("Vec", "", type)));
        source.Values.AddRange(values.Select(value => new PayloadSource.PayloadValue(value.Type, value.Expression)));
        PayloadImage image = PayloadCompiler.Compile(source);
        image.DeclarationErrors.Concat(image.TypeErrors).Concat(image.ValueErrors).OfType<string>().ShouldBeEmpty();
        return new PayloadAssembly(image);
    }
}
