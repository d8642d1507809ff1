using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

/// <summary>Messages in chunks. One subclass for each kind of channel that has room for less than such a message runs all of it.</summary>
public abstract class LargeMessageTests : IDisposable
{
    private const int Large = 3_000_000;

    private readonly FrameChannel _left;
    private readonly FrameChannel _right;

    private protected LargeMessageTests(ChannelKind kind) => (_left, _right) = ChannelPair.Create(kind, maxPayload: 64 << 20);

    [Fact]
    public void Send_WhileALargeMessageIsUnderWay_SmallFramesPass()
    {
        using PayloadBuffer payload = Payload(Large, 1);
        OutgoingMessage message = Begin(payload, 1);
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 2), default).ShouldBeTrue();

        ReadNext().CallId.ShouldBe(2);
        _left.IsSent(message).ShouldBeFalse();
        ReadNext().ShouldBe(new FrameHeader(FrameKind.Request, payload.Length, 0, 1));
        _left.IsSent(message).ShouldBeTrue();
    }

    [Fact]
    public void Send_LargeMessages_TakeTurns()
    {
        using PayloadBuffer first = Payload(Large * 2, 1);
        using PayloadBuffer second = Payload(Large, 2);
        Begin(first, 1);
        Begin(second, 2);

        ReadNext().CallId.ShouldBe(2, "the shorter one is through first");
        ReadNext().CallId.ShouldBe(1);
    }

    [Fact]
    public void Send_MoreMessagesThanMayBeUnderWay_AllArrive()
    {
        const int Count = ProtocolConstants.MaxOpenMessages * 2;
        var payloads = new List<PayloadBuffer>();
        for (int i = 1; i <= Count; i++)
        {
            payloads.Add(Payload(Large / 10, (byte)i));
            Begin(payloads[^1], i);
        }

        var seen = new HashSet<long>();
        for (int i = 0; i < Count; i++)
        {
            seen.Add(ReadNext().CallId).ShouldBeTrue();
        }

        payloads.ForEach(payload => payload.Dispose());
    }

    [Fact]
    public void TryAbort_InTheMiddle_MemoryIsFreeAndThePeerSeesNothing()
    {
        byte[] data = new byte[Large];
        using PayloadBuffer payload = Payload(data);
        OutgoingMessage message = Begin(payload, 1);

        _left.TryAbort(message).ShouldBeTrue();
        message.Content.ShouldBeNull();
        _left.IsSent(message).ShouldBeFalse();
        _left.TryAbort(message).ShouldBeFalse("once is enough");
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 2), default).ShouldBeTrue();

        ReadNext().CallId.ShouldBe(2);
        using PayloadBuffer next = Payload(Large, 3);
        Begin(next, 3);
        ReadNext().CallId.ShouldBe(3);
    }

    [Fact]
    public void TryAbort_NotBegun_OthersGoOn()
    {
        var payloads = new List<PayloadBuffer>();
        var messages = new List<OutgoingMessage>();
        const int Count = ProtocolConstants.MaxOpenMessages + 2;
        for (int i = 1; i <= Count; i++)
        {
            payloads.Add(Payload(Large / 10, (byte)i));
            messages.Add(Begin(payloads[^1], i));
        }

        messages[^2].Number.ShouldBe(0);
        _left.TryAbort(messages[^2]).ShouldBeTrue();

        var seen = new List<long>();
        for (int i = 1; i < Count; i++)
        {
            seen.Add(ReadNext().CallId);
        }

        seen.Order().ShouldBe(Enumerable.Range(1, Count).Where(i => i != Count - 1).Select(i => (long)i));
        payloads.ForEach(payload => payload.Dispose());
    }

    [Fact]
    public void TryAbort_SentWhole_IsTooLate()
    {
        using PayloadBuffer payload = Payload(Large, 1);
        OutgoingMessage message = Begin(payload, 1);
        ReadNext();

        _left.TryAbort(message).ShouldBeFalse();
        _left.IsSent(message).ShouldBeTrue();
    }

    [Fact]
    public void Close_WhileAMessageIsUnderWay_ItsMemoryIsFree()
    {
        using PayloadBuffer payload = Payload(Large, 1);
        OutgoingMessage message = Begin(payload, 1);

        _left.Close();

        message.Content.ShouldBeNull();
        _left.IsSent(message).ShouldBeFalse();
        _left.TryAbort(message).ShouldBeFalse();
        _left.Add(_left.MakeMessage(message.Header, payload)!).ShouldBeFalse();
    }

    [Fact]
    public async Task SendPayloadBlocking_ChannelIsClosed_ReturnsFalse()
    {
        using PayloadBuffer payload = Payload(Large, 1);
        Task<bool> sending = Task.Run(() => _left.SendPayloadBlocking(new FrameHeader(FrameKind.Result, payload.Length), payload));
        // Whether it has begun or not: nobody reads, so it cannot end by itself.
        SpinWait.SpinUntil(() => sending.Status == TaskStatus.Running, TimeSpan.FromSeconds(10));

        _left.Close();

        (await sending.DefaultTimeout()).ShouldBeFalse();
    }

    [Fact]
    public async Task SendPayloadBlocking_FromManyThreads_KeepsMessagesWhole()
    {
        const int Senders = 6;
        const int Each = 20;
        Task[] senders = [.. Enumerable.Range(1, Senders).Select(sender => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                using PayloadBuffer payload = Payload(sender * 100_000, (byte)sender);
                _left.SendPayloadBlocking(new FrameHeader(FrameKind.Result, payload.Length, CallId: sender), payload).ShouldBeTrue();
            }
        }))];

        for (int i = 0; i < Senders * Each; i++)
        {
            _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
            CheckAndFree(frame);
        }

        await Task.WhenAll(senders).DefaultTimeout();
    }

    [Fact]
    public void LimitMessages_WindowIsUsedUp_TheNextWaitsForAGrant()
    {
        _left.LimitMessages(Large);
        using PayloadBuffer first = Payload(Large, 1);
        using PayloadBuffer second = Payload(Large, 2);
        Begin(first, 1);
        OutgoingMessage waiting = Begin(second, 2);
        ReadNext().CallId.ShouldBe(1);

        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 3), default).ShouldBeTrue();
        ReadNext().CallId.ShouldBe(3, "small frames need no grant");
        waiting.Number.ShouldBe(0);
        Should.Throw<ProtocolViolationException>(() => _left.Grant(first.Length + 1));
        Should.Throw<ProtocolViolationException>(() => _left.Grant(0));
        _left.Grant(first.Length);

        ReadNext().CallId.ShouldBe(2);
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        GC.SuppressFinalize(this);
    }

    private OutgoingMessage Begin(PayloadBuffer payload, long callId)
    {
        OutgoingMessage message = _left.MakeMessage(new FrameHeader(FrameKind.Request, payload.Length, CallId: callId), payload).ShouldNotBeNull();
        _left.Add(message).ShouldBeTrue();
        _left.Push(message, mayPoll: false);
        return message;
    }

    /// <summary>Reads one message, while this same thread moves the sender's queue on.</summary>
    private FrameHeader ReadNext()
    {
        long end = Environment.TickCount64 + 20_000;
        Frame frame;
        while (_right.TryRead(out frame) != ReadStatus.Frame)
        {
            Environment.TickCount64.ShouldBeLessThan(end);
            _left.Push(null, mayPoll: false);
        }

        CheckAndFree(frame);
        return frame.Header;
    }

    private static void CheckAndFree(in Frame frame)
    {
        if (frame.Header.Length > 0)
        {
            frame.CameInChunks.ShouldBeTrue();
            var reader = new PayloadReader(frame.Payload, PayloadOptions.Default);
            byte[] array = reader.ReadArray<byte>().ShouldNotBeNull();
            reader.ExpectEnd();
            array.AsSpan().IndexOfAnyExcept(array[0]).ShouldBe(-1);
            array[0].ShouldBe((byte)frame.Header.CallId);
        }

        frame.Payload.Dispose();
    }

    private static PayloadBuffer Payload(int size, byte value)
    {
        byte[] data = new byte[size];
        data.AsSpan().Fill(value);
        return Payload(data);
    }

    private static PayloadBuffer Payload(byte[] data)
    {
        var buffer = PayloadBuffer.Rent();
        var writer = new PayloadWriter(buffer, PayloadOptions.Default);
        writer.WriteArray(data);
        writer.Complete();
        return buffer;
    }
}
