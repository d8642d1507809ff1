using OutProc.Protocol;

namespace OutProc.Tests.Protocol;

public sealed class HelloMessageTests
{
    [Fact]
    public void Read_OtherMagic_SaysItIsNotOutProc()
    {
        byte[] bytes = [.. "HTTP/1.1 400 Bad Request\r\n\r\n"u8];

        Should.Throw<ProtocolViolationException>(() => MessageCodec.Decode<HelloMessage>(bytes)).Message.ShouldContain("not OutProc's");
    }

    [Fact]
    public void Read_OtherVersion_NamesBothWhateverFollows()
    {
        byte[] bytes = [.. "OPRC"u8, 9, 0, 0, 0];

        Should.Throw<ProtocolViolationException>(() => MessageCodec.Decode<HelloMessage>(bytes)).Message
            .ShouldBe("protocol version 9, but this host speaks version 3; use the same OutProc package on both sides");
    }
}
