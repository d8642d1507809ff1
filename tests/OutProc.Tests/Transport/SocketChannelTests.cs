using System.Buffers.Binary;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Tests.Support;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

public sealed class SocketChannelTests() : FrameChannelTests(ChannelKind.Socket)
{
    [Theory]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("ffffffff010000000100000000000000")]
    [InlineData("01000010010000000100000000000000")]
    public void TryRead_GarbageHeader_Throws(string hex)
    {
        (UnixSocket raw, UnixSocket end) = UnixSocket.CreatePair();
        using UnixSocket peer = raw;
        using var channel = new SocketChannel(end, maxPayload: 1 << 20);
        peer.SendAll(Convert.FromHexString(hex), default).ShouldBeTrue();

        Should.Throw<ProtocolViolationException>(() => channel.TryRead(out _));
    }

    [Fact]
    public void TryRead_HeaderClaimsMuchAndSendsLittle_AllocatesLittle()
    {
        (UnixSocket raw, UnixSocket end) = UnixSocket.CreatePair();
        using UnixSocket peer = raw;
        using var channel = new SocketChannel(end, maxPayload: int.MaxValue);
        byte[] header = new byte[FrameHeader.Size];
        new FrameHeader(FrameKind.Request, 1 << 30, CallId: 1).Write(header);
        peer.SendAll(header, new byte[100]).ShouldBeTrue();

        long before = GC.GetAllocatedBytesForCurrentThread();
        channel.TryRead(out _).ShouldBe(ReadStatus.Empty);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void TryRead_FrameArrivesByteByByte_IsAssembled()
    {
        (UnixSocket raw, UnixSocket end) = UnixSocket.CreatePair();
        using UnixSocket peer = raw;
        using var channel = new SocketChannel(end, maxPayload: 1 << 20);
        byte[] bytes = new byte[FrameHeader.Size + 4];
        new FrameHeader(FrameKind.Result, 4, CallId: 9).Write(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(FrameHeader.Size), 1234);

        for (int i = 0; i < bytes.Length - 1; i++)
        {
            peer.SendAll(bytes.AsSpan(i, 1), default).ShouldBeTrue();
            channel.TryRead(out _).ShouldBe(ReadStatus.Empty);
        }

        peer.SendAll(bytes.AsSpan(bytes.Length - 1), default).ShouldBeTrue();
        channel.TryRead(out Frame frame).ShouldBe(ReadStatus.Frame);
        BinaryPrimitives.ReadInt32LittleEndian(frame.Payload.WrittenSpan).ShouldBe(1234);
        frame.Payload.Dispose();
    }

    [Fact]
    public void SendDescriptor_AmongOtherFrames_EachArrivesWithItsOwn()
    {
        const int Count = 40;
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using var sender = new SocketChannel(first, 1 << 20);
        using var receiver = new SocketChannel(second, 1 << 20, acceptDescriptors: true);
        var kept = new UnixSocket[Count];
        for (int i = 0; i < Count; i++)
        {
            (kept[i], UnixSocket passed) = UnixSocket.CreatePair();
            using (passed)
            {
                sender.Send(new FrameHeader(FrameKind.Log, 3), "log"u8).ShouldBeTrue();
                sender.SendDescriptor(new FrameHeader(FrameKind.Descriptor, i % 2, CallId: i), new byte[i % 2], passed).ShouldBeTrue();
            }
        }

        Span<byte> received = stackalloc byte[1];
        for (int i = 0; i < Count; i++)
        {
            receiver.Read(out Frame plain).ShouldBe(ReadStatus.Frame);
            plain.Attachment.ShouldBeNull();
            plain.Drop();
            receiver.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
            frame.Header.CallId.ShouldBe(i);
            using var passed = new UnixSocket(frame.Attachment.ShouldNotBeNull().Detach());
            frame.Drop();
            passed.SendAll([(byte)i], default).ShouldBeTrue();
            kept[i].Receive(received, out _).ShouldBe(IoStatus.Done);
            received[0].ShouldBe((byte)i);
            kept[i].Dispose();
        }
    }

    [Fact]
    public void Read_FrameClaimsADescriptorThatDidNotCome_Throws()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using var sender = new SocketChannel(first, 1 << 20);
        using var receiver = new SocketChannel(second, 1 << 20, acceptDescriptors: true);
        sender.Send(new FrameHeader(FrameKind.Descriptor, 0, CallId: 1, HasDescriptor: true), default).ShouldBeTrue();

        Should.Throw<ProtocolViolationException>(() => receiver.Read(out _)).Message.ShouldContain("without the descriptor");
    }

    [Fact]
    public void SendWithDescriptor_ReceiverAccepts_DescriptorArrivesWithTheFrame()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using var sender = new SocketChannel(first, 1 << 20);
        using var receiver = new SocketChannel(second, 1 << 20, acceptDescriptors: true);
        (UnixSocket near, UnixSocket far) = UnixSocket.CreatePair();
        using UnixSocket kept = near;
        using (far)
        {
            sender.SendWithDescriptor(new FrameHeader(FrameKind.Welcome, 0), default, far).ShouldBeTrue();
        }

        receiver.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Payload.Dispose();
        using FileDescriptor descriptor = frame.Attachment.ShouldNotBeNull();
        using var passed = new UnixSocket(descriptor.Detach());
        passed.SendAll("x"u8, default).ShouldBeTrue();
        Span<byte> received = stackalloc byte[1];
        kept.Receive(received, out int count).ShouldBe(IoStatus.Done);
        count.ShouldBe(1);
    }
}
