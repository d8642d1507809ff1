using System.Text;
using OutProc.Contracts;

namespace OutProc.Tests.Serialization;

public sealed class PayloadValueTests
{
    [Theory]
    [InlineData("00", false)]
    [InlineData("01", true)]
    [InlineData("02", true)]
    [InlineData("ff", true)]
    public void ReadChecked_AnyByteOfABool_IsTrueOrFalse(string hex, bool expected)
    {
        bool value = Payload.ReadHex(hex, (ref reader) => reader.ReadChecked<bool>());

        value.ShouldBe(expected);
        System.Runtime.CompilerServices.Unsafe.BitCast<bool, byte>(value).ShouldBe(expected ? (byte)1 : (byte)0);
    }

    [Fact]
    public void ReadChecked_EdgeValues_AreAccepted()
    {
        ShouldCross(DateTime.MinValue);
        ShouldCross(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));
        ShouldCross(DateTimeOffset.MinValue);
        ShouldCross(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.FromHours(-14)));
        ShouldCross(DateOnly.MaxValue);
        ShouldCross(TimeOnly.MaxValue);
        ShouldCross(decimal.MinValue);
        ShouldCross(-0.0000000000000000000000000001m);
        ShouldCross(new Rune(0x10FFFF));
    }

    [Fact]
    public void ReadChecked_BitsThatAreNoValue_Throw()
    {
        ShouldBeRefused<DateTime>("ffffffffffffffff");
        ShouldBeRefused<DateTimeOffset>("9f860100000000000000000000000000");
        ShouldBeRefused<DateTimeOffset>("0000000000000000ffffffffffffff3f");
        ShouldBeRefused<DateOnly>("ffffffff");
        ShouldBeRefused<TimeOnly>("ffffffffffffffff");
        ShouldBeRefused<decimal>("ffffffff010101010101010101010101");
        ShouldBeRefused<decimal>("00001d00010101010101010101010101");
        ShouldBeRefused<Rune>("00d80000");
    }

    [Fact]
    public void ReadArray_OneInvalidElement_Throws()
        => Should.Throw<PayloadException>(
            () => Payload.ReadHex("02000000" + "0000000000000000" + "ffffffffffffffff", (ref reader) => reader.ReadArray<DateTime>()));

    [Theory]
    [InlineData("0000000005000000", null)]
    [InlineData("0100000005000000", 5)]
    [InlineData("0200000005000000", 5)]
    public void ReadNullable_AnyFlag_IsNullOrTheValue(string hex, int? expected)
        => Payload.ReadHex(hex, (ref reader) => reader.ReadNullable<int>()).ShouldBe(expected);

    [Fact]
    public void ReadNullable_InvalidValue_Throws()
        => Should.Throw<PayloadException>(
            () => Payload.ReadHex("0100000000000000ffffffffffffffff", (ref reader) => reader.ReadNullable<DateTime>()));

    [Fact]
    public void WriteUnmanaged_TypeWithReferences_Throws()
        => Should.Throw<NotSupportedException>(() => Payload.Write((ref writer) => writer.WriteUnmanaged((1, "a"))));

    [Fact]
    public void WriteUnmanaged_SeveralValues_FollowEachOther()
    {
        Payload.WriteHex((ref writer) => writer.WriteUnmanaged((byte)1, 2)).ShouldBe("0102000000");
        Payload.WriteHex((ref writer) => writer.WriteUnmanaged((byte)1, 2, (short)3)).ShouldBe("01020000000300");
        Payload.WriteHex((ref writer) => writer.WriteUnmanaged((byte)1, 2, (short)3, 4L)).ShouldBe("010200000003000400000000000000");
    }

    private static void ShouldCross<T>(T value)
        where T : struct
        => Payload.Read(Payload.Write((ref writer) => writer.WriteUnmanaged(value)), (ref reader) => reader.ReadChecked<T>()).ShouldBe(value);

    private static void ShouldBeRefused<T>(string hex)
        where T : struct
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.ReadChecked<T>())).Message.ShouldContain(typeof(T).Name);
}
