using OutProc.Contracts;

namespace OutProc.Tests.Serialization;

public sealed class PayloadStringTests
{
    [Theory]
    [InlineData(null, "ffffffff")]
    [InlineData("", "00000000")]
    [InlineData("hello", "faffffff0500000068656c6c6f")]
    [InlineData("日", "fcffffff01000000e697a5")]
    [InlineData("😀", "fbffffff02000000f09f9880")]
    public void WriteString_AnyValue_IsReadBack(string? value, string hex)
    {
        Payload.WriteHex((ref writer) => writer.WriteString(value)).ShouldBe(hex);
        Payload.ReadHex(hex, (ref reader) => reader.ReadString()).ShouldBe(value);
    }

    [Fact]
    public void WriteString_LoneSurrogate_TakesTheOtherForm()
    {
        const string Value = "x\uD83Dy";
        Payload.WriteHex((ref writer) => writer.WriteString(Value)).ShouldBe("0300000078003dd87900");
        Payload.ReadHex("0300000078003dd87900", (ref reader) => reader.ReadString()).ShouldBe(Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void WriteString_AtTheEdgeOfTheBuffer_Grows(int length)
    {
        foreach (char character in "aé日")
        {
            var value = new string(character, length);
            byte[] payload = Payload.Write((ref writer) => writer.WriteString(value), capacity: 16);

            Payload.Read(payload, (ref reader) => reader.ReadString()).ShouldBe(value);
        }
    }

    [Theory]
    [InlineData("0200000068006900", "hi")]
    [InlineData("fdffffffffffffff6869", "hi")]
    [InlineData("fdffffff000000006869", "hi")]
    [InlineData("feffffff00000000ff", "\uFFFD")]
    public void ReadString_OtherForms_AreAccepted(string hex, string value)
        => Payload.ReadHex(hex, (ref reader) => reader.ReadString()).ShouldBe(value);

    [Theory]
    [InlineData("")]
    [InlineData("ffffff")]
    [InlineData("fdffffff010000006869")]
    [InlineData("fdffffff030000006869")]
    [InlineData("feffffff01000000ff")]
    [InlineData("feffffff00000000")]
    [InlineData("0300008000000000")]
    [InlineData("ffffff7f0000")]
    [InlineData("00000080")]
    public void ReadString_Malformed_Throws(string hex)
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.ReadString())).Offset.ShouldNotBeNull();

    [Fact]
    public void ReadString_HeaderOfInt32MinValue_SaysWhere()
        => Should.Throw<PayloadException>(() => Payload.ReadHex("0000008000000000", (ref reader) => reader.ReadString())).Offset.ShouldBe(8);

    [Fact]
    public void ReadUri_AnyText_IsKept()
    {
        foreach (string text in (string[])["https://example.com/a?b=c", "relative/path", ""])
        {
            byte[] payload = Payload.Write((ref writer) => writer.WriteUri(new Uri(text, UriKind.RelativeOrAbsolute)));
            Payload.Read(payload, (ref reader) => reader.ReadUri()).ShouldNotBeNull().OriginalString.ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4")]
    public void ReadVersion_AnyLength_IsKept(string text)
    {
        byte[] payload = Payload.Write((ref writer) => writer.WriteVersion(new Version(text)));

        Payload.Read(payload, (ref reader) => reader.ReadVersion()).ShouldBe(new Version(text));
    }

    [Theory]
    [InlineData("04fbffffff020000000300000004000000")]
    [InlineData("040100000002000000ffffffff04000000")]
    [InlineData("0301000000020000000300000004000000")]
    public void ReadVersion_ImpossibleNumbers_Throws(string hex)
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.ReadVersion()));
}
