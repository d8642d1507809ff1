using OutProc.Protocol;
using OutProc.Tests.Support;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

public sealed class SharedMemoryChannelTests() : FrameChannelTests(ChannelKind.SharedMemory)
{
    [Fact]
    public void Send_RingIsFull_UrgentFramesStillFit()
    {
        (FrameChannel left, FrameChannel right) = ChannelPair.Create(ChannelKind.SharedMemory, maxPayload: 1 << 20);
        using FrameChannel sender = left;
        using FrameChannel receiver = right;
        byte[] payload = new byte[1000];
        const int Frames = 1000;
        for (int i = 1; i <= Frames; i++)
        {
            sender.Send(new FrameHeader(FrameKind.Request, payload.Length, CallId: i), payload).ShouldBeTrue();
        }

        sender.Send(new FrameHeader(FrameKind.Request, payload.Length, CallId: -1), payload, urgent: true).ShouldBeTrue();

        int before = 0;
        while (receiver.TryRead(out Frame frame) == ReadStatus.Frame)
        {
            frame.Payload.Dispose();
            if (frame.Header.CallId == -1)
            {
                before.ShouldBeInRange(1, Frames / 5);
                return;
            }

            frame.Header.CallId.ShouldBe(++before);
        }

        Assert.Fail("the urgent frame is not in the ring");
    }
}
