using System.Collections;
using System.Diagnostics.CodeAnalysis;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Tests.Serialization;

namespace OutProc.Tests.CompilerServices;

public sealed class PayloadExceptionsTests
{
    [Fact]
    public void Write_Null_IsMinusOne()
    {
        byte[] payload = Write(null);

        payload.ShouldBe([255, 255, 255, 255]);
        Read(payload).ShouldBeNull();
    }

    [Fact]
    public void Write_Any_IsACollectionOfItsBytes()
    {
        byte[] payload = Write(new IOException("disk"));

        BitConverter.ToInt32(payload).ShouldBe(payload.Length - sizeof(int));
        Payload.Read(payload, static (ref PayloadReader reader) => reader.ReadArray<byte>()).ShouldBe(payload[sizeof(int)..]);
    }

    [Fact]
    public void Read_WellKnownType_IsItself()
    {
        var original = new FileNotFoundException("no file", "a.txt") { HResult = 7 };
        original.Data["size"] = 3;

        var copy = RoundTrip(original).ShouldBeOfType<FileNotFoundException>();

        copy.Message.ShouldBe("no file");
        copy.FileName.ShouldBe("a.txt");
        copy.HResult.ShouldBe(7);
        copy.Data["size"].ShouldBe("3");
        copy.StackTrace.ShouldBeNull();
    }

    [Fact]
    public void Read_ThrownOnce_KeepsItsStackOnly()
    {
        Exception copy = RoundTrip(Record.Exception(ThrowHere).ShouldNotBeNull());

        copy.StackTrace.ShouldNotBeNull().ShouldContain(nameof(ThrowHere));
        copy.StackTrace.ShouldNotContain("in worker");
    }

    [Fact]
    public void Read_TypeOfTheUser_IsRemoteInvocationException()
    {
        var copy = RoundTrip(new CustomException("lost", new TimeoutException("slow"))).ShouldBeOfType<RemoteInvocationException>();

        copy.RemoteTypeName.ShouldBe(typeof(CustomException).ToString());
        copy.RemoteMessage.ShouldBe("lost");
        copy.Worker.ShouldBeNull();
        copy.Method.ShouldBeNull();
        copy.InnerException.ShouldBeOfType<TimeoutException>().Message.ShouldBe("slow");
    }

    [Fact]
    public void Read_Cancellation_IsDataLikeAnyOther()
        => RoundTrip(new TaskCanceledException("off")).ShouldBeOfType<TaskCanceledException>().Message.ShouldBe("off");

    [Fact]
    public void Read_Aggregate_HasAllItsInnerExceptions()
    {
        var copy = RoundTrip(new AggregateException("both", new FormatException("a"), new CustomException("b", null)))
            .ShouldBeOfType<AggregateException>();

        copy.InnerExceptions.Count.ShouldBe(2);
        copy.InnerExceptions[0].ShouldBeOfType<FormatException>().Message.ShouldBe("a");
        copy.InnerExceptions[1].ShouldBeOfType<RemoteInvocationException>().RemoteMessage.ShouldBe("b");
    }

    [Fact]
    public void Write_GettersThatThrow_LeaveANote()
    {
        var copy = RoundTrip(new HostileException()).ShouldBeOfType<RemoteInvocationException>();

        copy.RemoteMessage.ShouldContain(nameof(NotSupportedException));
        copy.Data.Count.ShouldBe(0);
    }

    [Fact]
    public void Write_HugeException_IsCutAndReadable()
    {
        Exception huge = new IOException(new string('x', 1 << 20));
        for (int i = 0; i < 100; i++)
        {
            huge = new IOException(new string('x', 1 << 20), huge);
        }

        byte[] payload = Write(huge);

        payload.Length.ShouldBeLessThan(ProtocolConstants.MaxControlPayload);
        Read(payload).ShouldBeOfType<IOException>().Message.ShouldStartWith("xxxx");
    }

    [Fact]
    public void Write_MoreThanOneMessage_IsAPayloadException()
        => Should.Throw<PayloadException>(
            () => Payload.Write(
                static (ref PayloadWriter writer) => PayloadExceptions.Write(ref writer, new IOException(new string('x', 8192))),
                new PayloadOptions { MaxMessageBytes = 4096 },
                capacity: 16));

    [Fact]
    public void Read_DeeplyNestedPlace_CostsNoDepth()
    {
        var options = new PayloadOptions { MaxDepth = 1 };
        byte[] payload = Payload.Write(static (ref PayloadWriter writer) => PayloadExceptions.Write(ref writer, Chain(12)), options);

        Exception? innermost = Payload.Read(payload, PayloadExceptions.Read, options).ShouldNotBeNull().GetBaseException();

        innermost.Message.ShouldBe("0");
    }

    [Theory]
    [InlineData("feffffff")]
    [InlineData("00000080")]
    [InlineData("00000000")]
    [InlineData("01000000")]
    [InlineData("0100000000")]
    [InlineData("ffffff7f0102030405060708")]
    public void Read_HostileLength_IsAPayloadException(string hex) => Refuses(Convert.FromHexString(hex));

    [Fact]
    public void Read_LengthBeyondAnyException_IsRefusedBeforeItIsRead()
    {
        byte[] payload = new byte[ProtocolConstants.MaxControlPayload + 64];
        BitConverter.TryWriteBytes(payload, ProtocolConstants.MaxControlPayload + 1);

        Refuses(payload).Offset.ShouldBe(sizeof(int));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Read_LengthThatIsNotTheMessages_IsAPayloadException(int difference)
    {
        byte[] payload = [.. Write(new IOException("disk")), 0];
        BitConverter.TryWriteBytes(payload, payload.Length - sizeof(int) - 1 + difference);

        Refuses(payload);
    }

    [Fact]
    public void Read_AnyByteChanged_IsAnExceptionOrAPayloadException()
    {
        byte[] original = Write(new AggregateException("both", new FormatException("a"), new CustomException("b", new TimeoutException())));
        for (int i = 0; i < original.Length; i++)
        {
            foreach (byte value in (ReadOnlySpan<byte>)[0, 1, 0x7F, 0x80, 0xFF, (byte)(original[i] + 1)])
            {
                byte[] payload = [.. original];
                payload[i] = value;
                try
                {
                    _ = Payload.Read(payload, PayloadExceptions.Read)?.ToString();
                }
                catch (PayloadException)
                {
                    // Expected of most: lengths that fit nothing, text that is no text.
                }
            }
        }
    }

    private static PayloadException Refuses(byte[] payload)
        => Should.Throw<PayloadException>(() => Payload.Read(payload, PayloadExceptions.Read));

    private static byte[] Write(Exception? value)
        => Payload.Write((ref PayloadWriter writer) => PayloadExceptions.Write(ref writer, value));

    private static Exception? Read(byte[] payload) => Payload.Read(payload, PayloadExceptions.Read);

    private static Exception RoundTrip(Exception value) => Read(Write(value)).ShouldNotBeNull();

    private static Exception Chain(int length)
    {
        Exception error = new IOException("0");
        for (int i = 1; i < length; i++)
        {
            error = new IOException($"{i}", error);
        }

        return error;
    }

    [DoesNotReturn]
    private static void ThrowHere() => throw new InvalidOperationException("no");

    private sealed class CustomException(string message, Exception? inner) : Exception(message, inner);

    private sealed class HostileException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string? StackTrace => throw new NotSupportedException();

        public override IDictionary Data => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }
}
