using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Tests.Serialization;

public sealed class PayloadStringTests
{
    [Theory]
    [InlineData(null, "ffffffff")]
    [InlineData("", "00000000")]
    [InlineData("hello", "faffffff0500000068656c6c6f")]
    public void WriteString_AnyValue_WritesTheFormat(string? value, string hex)
    {
        using var buffer = new PayloadBuffer();
        var writer = new PayloadWriter(buffer, PayloadOptions.Default);
        writer.WriteString(value);
        writer.Complete();

        Convert.ToHexStringLower(buffer.WrittenSpan).ShouldBe(hex);
        var reader = new PayloadReader(buffer.WrittenSpan, PayloadOptions.Default);
        reader.ReadString().ShouldBe(value);
        reader.Remaining.ShouldBe(0);
    }

    [Fact]
    public void ReadString_HeaderOfInt32MinValue_Throws()
    {
        byte[] bytes = Convert.FromHexString("0000008000000000");

        Should.Throw<PayloadException>(() => new PayloadReader(bytes, PayloadOptions.Default).ReadString()).Offset.ShouldBe(8);
    }
}
