using System.Runtime.CompilerServices;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedCodecTests
{
    [Fact]
    public void Encode_Text_IsReadAgain() => RoundTrip("Grüße").ShouldBe("Grüße");

    [Fact]
    public void Encode_NoText_IsReadAgain() => RoundTrip<string?>(null).ShouldBeNull();

    [Fact]
    public void Encode_Bytes_AreReadAgain() => RoundTrip<byte[]>([1, 2, 3]).ShouldBe([1, 2, 3]);

    [Fact]
    public void Encode_Struct_IsItsMemory()
    {
        SharedCodec<(int, long)>.IsRaw.ShouldBeTrue();
        RoundTrip((7, 8L)).ShouldBe((7, 8L));
    }

    [Fact]
    public void Encode_RegisteredType_GoesThroughItsCodec()
    {
        SharedItemCodecs.Register<Name, NameCodec>();
        SharedItemCodecs.Register<Name, BrokenCodec>();

        SharedCodec<Name>.IsRaw.ShouldBeFalse();
        RoundTrip(new Name("Ada")).ShouldBe(new Name("Ada"));
    }

    [Fact]
    public void Encode_UnknownType_SaysWhereItWouldBeKnown()
        => Should.Throw<SharedResourceException>(static () => RoundTrip(new Unknown())).Message.ShouldContain("SharedQueue<Unknown>");

    [Fact]
    public void Check_BitsThatAreNoDate_AreRefused()
    {
        long bits = long.MaxValue;
        Should.Throw<PayloadException>(() => SharedCodec<DateTime>.Check(Unsafe.As<long, DateTime>(ref bits)));
    }

    private static T RoundTrip<T>(T value)
    {
        using PayloadBuffer bytes = SharedCodec<T>.Encode(value, PayloadOptions.Default);
        return SharedCodec<T>.Decode(bytes.WrittenSpan, PayloadOptions.Default);
    }

    private sealed record Name(string Text);

    private sealed record Unknown;

    private sealed class NameCodec : ISharedItemCodec<Name>
    {
        public static void Write(ref PayloadWriter writer, Name value) => writer.WriteString(value.Text);

        public static Name Read(ref PayloadReader reader) => new(reader.ReadString()!);
    }

    private sealed class BrokenCodec : ISharedItemCodec<Name>
    {
        public static void Write(ref PayloadWriter writer, Name value) => throw new NotSupportedException();

        public static Name Read(ref PayloadReader reader) => throw new NotSupportedException();
    }
}
