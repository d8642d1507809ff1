using OutProc.Protocol;
using OutProc.Testing.Shared;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

/// <summary>What every channel promises. One subclass for each kind of channel runs all of it.</summary>
public abstract class FrameChannelTests : IDisposable
{
    private readonly FrameChannel _left;
    private readonly FrameChannel _right;

    private protected FrameChannelTests((FrameChannel Left, FrameChannel Right) pair) => (_left, _right) = pair;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(70_000)]
    public void Send_OneFrame_ArrivesWhole(int size)
    {
        byte[] payload = Payload(size);

        _left.Send(new FrameHeader(FrameKind.Request, size, Method: 7, CallId: 42), payload).ShouldBeTrue();

        _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Header.ShouldBe(new FrameHeader(FrameKind.Request, size, 7, 42));
        frame.Payload.WrittenSpan.SequenceEqual(payload).ShouldBeTrue();
        frame.Payload.Dispose();
    }

    [Fact]
    public void TryRead_NothingSent_IsEmpty() => _right.TryRead(out _).ShouldBe(ReadStatus.Empty);

    [Fact]
    public async Task SendBlocking_FarMoreThanTheBuffersHold_ArrivesWhole()
    {
        byte[] payload = Payload(9_000_000);
        Task<bool> sending = Task.Run(() => _left.SendBlocking(new FrameHeader(FrameKind.Result, payload.Length), payload));

        _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);

        frame.Payload.WrittenSpan.SequenceEqual(payload).ShouldBeTrue();
        frame.Payload.Dispose();
        (await sending.DefaultTimeout()).ShouldBeTrue();
    }

    [Fact]
    public async Task Send_PeerDoesNotRead_ReturnsAndTheReaderFlushes()
    {
        byte[] payload = Payload(3_000_000);

        // Returns although nobody reads; the rest goes out while this side waits for its own frames.
        _left.Send(new FrameHeader(FrameKind.Request, payload.Length, CallId: 1), payload).ShouldBeTrue();
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 2), default).ShouldBeTrue();
        Task<ReadStatus> reading = Task.Run(() => ReadPastWakes(_left));

        _right.Read(out Frame large).ShouldBe(ReadStatus.Frame);
        _right.Read(out Frame small).ShouldBe(ReadStatus.Frame);
        _right.Send(new FrameHeader(FrameKind.Result, 0, CallId: 2), default).ShouldBeTrue();

        large.Payload.WrittenSpan.SequenceEqual(payload).ShouldBeTrue();
        small.Header.CallId.ShouldBe(2);
        (await reading.DefaultTimeout()).ShouldBe(ReadStatus.Frame);
        large.Payload.Dispose();
        small.Payload.Dispose();
    }

    [Fact]
    public async Task Send_FromManyThreads_KeepsFramesWhole()
    {
        const int Senders = 8;
        const int FramesEach = 200;
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (int i = 0; i < FramesEach; i++)
            {
                byte[] payload = new byte[(sender * 997) + i];
                payload.AsSpan().Fill((byte)sender);
                _left.SendBlocking(new FrameHeader(FrameKind.Request, payload.Length, (ushort)sender, i), payload).ShouldBeTrue();
            }
        }))];

        long[] next = new long[Senders];
        for (int i = 0; i < Senders * FramesEach; i++)
        {
            _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
            int sender = frame.Header.Method;
            frame.Header.CallId.ShouldBe(next[sender]++, "each sender's frames arrive in order");
            frame.Payload.WrittenSpan.IndexOfAnyExcept((byte)sender).ShouldBe(-1);
            frame.Payload.Dispose();
        }

        await Task.WhenAll(senders).DefaultTimeout();
    }

    [Fact]
    public async Task Wake_WhileReading_MakesReadReturnEmpty()
    {
        Task<ReadStatus> reading = Task.Run(() => _right.Read(out _));

        _right.Wake();

        (await reading.DefaultTimeout()).ShouldBe(ReadStatus.Empty);
    }

    [Fact]
    public void Close_AfterFramesArrived_TheyAreReadFirst()
    {
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 1), default).ShouldBeTrue();

        _left.Close();

        _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Payload.Dispose();
        _right.Read(out _).ShouldBe(ReadStatus.Closed);
        _left.Send(new FrameHeader(FrameKind.Request, 0), default).ShouldBeFalse();
    }

    [Fact]
    public async Task Close_WhilePeerReads_EndsTheRead()
    {
        Task<ReadStatus> reading = Task.Run(() => _right.Read(out _));

        _left.Close();

        (await reading.DefaultTimeout()).ShouldBe(ReadStatus.Closed);
    }

    [Fact]
    public async Task CloseRead_WhileReading_EndsTheReadButNotTheSending()
    {
        Task<ReadStatus> reading = Task.Run(() => _right.Read(out _));

        _right.CloseRead();

        (await reading.DefaultTimeout()).ShouldBe(ReadStatus.Closed);
        _right.Send(new FrameHeader(FrameKind.Result, 0, CallId: 5), default).ShouldBeTrue();
        _left.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Header.CallId.ShouldBe(5);
        frame.Payload.Dispose();
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        GC.SuppressFinalize(this);
    }

    private static ReadStatus ReadPastWakes(FrameChannel channel)
    {
        ReadStatus status;
        while ((status = channel.Read(out Frame frame)) == ReadStatus.Empty)
        {
            frame.Payload?.Dispose();
        }

        return status;
    }

    private static byte[] Payload(int size)
    {
        byte[] payload = new byte[size];
        new Random(size).NextBytes(payload);
        return payload;
    }
}
