using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using OutProc.Contracts;

namespace OutProc.Tests.Serialization;

/// <summary>Types of the framework with a form of their own, written and read by their public members only.</summary>
public sealed class PayloadFrameworkTypeTests
{
    [Theory]
    [InlineData("0", "0100000000")]
    [InlineData("-1", "01000000ff")]
    [InlineData("128", "020000008000")]
    [InlineData("-129", "020000007fff")]
    [InlineData("18446744073709551616", "09000000000000000000000001")]
    public void WriteBigInteger_AnyNumber_IsItsShortestForm(string text, string hex)
    {
        var value = BigInteger.Parse(text, CultureInfo.InvariantCulture);

        Payload.WriteHex((ref writer) => writer.WriteBigInteger(value)).ShouldBe(hex);
        Payload.ReadHex(hex, (ref reader) => reader.ReadBigInteger()).ShouldBe(value);
    }

    [Theory]
    [InlineData("00000000", 0)]
    [InlineData("0400000005000000", 5)]
    public void ReadBigInteger_OtherForms_AreAccepted(string hex, int value)
        => Payload.ReadHex(hex, (ref reader) => reader.ReadBigInteger()).ShouldBe(value);

    [Theory]
    [InlineData("ffffffff")]
    [InlineData("feffffff01")]
    [InlineData("0200000001")]
    public void ReadBigInteger_Malformed_Throws(string hex)
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.ReadBigInteger()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1000)]
    public void WriteBitArray_AnyLength_IsReadBack(int length)
    {
        var value = new BitArray(length);
        for (int i = 0; i < length; i += 3)
        {
            value[i] = true;
        }

        byte[] payload = Payload.Write((ref writer) => writer.WriteBitArray(value));

        payload.Length.ShouldBe(1 + 4 + 4 + (4 * ((length + 31) / 32)));
        Payload.Read(payload, (ref reader) => reader.ReadBitArray()).ShouldNotBeNull().Cast<bool>().ShouldBe(value.Cast<bool>());
    }

    [Fact]
    public void WriteBitArray_ThreeBits_IsOneWord()
        => Payload.WriteHex((ref writer) => writer.WriteBitArray(new BitArray([true, false, true]))).ShouldBe("02030000000100000005000000");

    [Fact]
    public void WriteBitArray_ShortenedArray_SendsNoBitsBehindItsEnd()
    {
        var value = new BitArray(64, true) { Length = 3 };

        Payload.WriteHex((ref writer) => writer.WriteBitArray(value)).ShouldBe("02030000000100000007000000");
    }

    [Theory]
    [InlineData("02ffffff7f00000000")]
    [InlineData("02ffffffff00000000")]
    [InlineData("0200000080" + "00000000")]
    [InlineData("020100000002000000ffffffffffffffff")]
    [InlineData("0221000000" + "01000000" + "ffffffff")]
    [InlineData("0200000000ffffffff")]
    [InlineData("0100000000")]
    public void ReadBitArray_LengthAndWordsDisagree_Throws(string hex)
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.ReadBitArray()));

    [Fact]
    public void WriteStringBuilder_SeveralChunks_IsOneText()
    {
        StringBuilder value = new StringBuilder(2).Append("ab").Append("cde").Append('\uD83D');

        byte[] payload = Payload.Write((ref writer) => writer.WriteStringBuilder(value), capacity: 16);

        Convert.ToHexStringLower(payload).ShouldBe("06000000" + "610062006300640065003dd8");
        Payload.Read(payload, (ref reader) => reader.ReadStringBuilder()).ShouldNotBeNull().ToString().ShouldBe("abcde\uD83D");
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-CH")]
    [InlineData("ja")]
    public void WriteCultureInfo_KnownCulture_IsReadBack(string name)
    {
        byte[] payload = Payload.Write((ref writer) => writer.WriteCultureInfo(CultureInfo.GetCultureInfo(name)));

        Payload.Read(payload, (ref reader) => reader.ReadCultureInfo()).ShouldBe(CultureInfo.GetCultureInfo(name));
    }

    [Theory]
    [InlineData("no such culture!")]
    [InlineData("xq-XQ")]
    public void ReadCultureInfo_UnknownName_Throws(string name)
        => Should.Throw<PayloadException>(
            () => Payload.Read(Payload.Write((ref writer) => writer.WriteString(name)), (ref reader) => reader.ReadCultureInfo()))
            .InnerException.ShouldBeOfType<CultureNotFoundException>();

    [Fact]
    public void WriteTimeZoneInfo_WithRules_IsReadBack()
    {
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday));
        var value = TimeZoneInfo.CreateCustomTimeZone("Own/Zone", TimeSpan.FromMinutes(90), "Own", "Own", "Own, summer", [rule]);

        byte[] payload = Payload.Write((ref writer) => writer.WriteTimeZoneInfo(value));

        TimeZoneInfo read = Payload.Read(payload, (ref reader) => reader.ReadTimeZoneInfo()).ShouldNotBeNull();
        read.ShouldBe(value);
        read.GetUtcOffset(new DateTime(2025, 7, 1)).ShouldBe(TimeSpan.FromMinutes(150));
    }

    [Fact]
    public void ReadTimeZoneInfo_Garbage_Throws()
        => Should.Throw<PayloadException>(
            () => Payload.Read(Payload.Write((ref writer) => writer.WriteString("x;y;[]")), (ref reader) => reader.ReadTimeZoneInfo()))
            .InnerException.ShouldNotBeNull();

    [Fact]
    public void Write_Null_IsReadBackAsNull()
    {
        Payload.WriteHex((ref writer) => writer.WriteBitArray(null)).ShouldBe("ff");
        Payload.WriteHex((ref writer) => writer.WriteStringBuilder(null)).ShouldBe("ffffffff");
        Payload.ReadHex("ff", (ref reader) => reader.ReadBitArray()).ShouldBeNull();
        Payload.ReadHex("ffffffff", (ref reader) => reader.ReadStringBuilder()).ShouldBeNull();
        Payload.ReadHex("ffffffff", (ref reader) => reader.ReadCultureInfo()).ShouldBeNull();
        Payload.ReadHex("ffffffff", (ref reader) => reader.ReadTimeZoneInfo()).ShouldBeNull();
    }
}
