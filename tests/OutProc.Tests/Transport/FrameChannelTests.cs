using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

/// <summary>What every channel promises. One subclass for each kind of channel runs all of it.</summary>
public abstract class FrameChannelTests : IDisposable
{
    private readonly FrameChannel _left;
    private readonly FrameChannel _right;

    private protected FrameChannelTests(ChannelKind kind) => (_left, _right) = ChannelPair.Create(kind, maxPayload: 64 << 20);

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
    public async Task ReleaseWakes_ReaderSleeps_GetsAllThatWasSent()
    {
        const int Rounds = 200;
        using var taken = new SemaphoreSlim(0);
        Task reading = Task.Factory.StartNew(
            () =>
            {
                for (int i = 1; i <= 3 * Rounds; i++)
                {
                    _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
                    frame.Header.CallId.ShouldBe(i);
                    frame.Payload.Dispose();
                    taken.Release();
                }
            },
            TaskCreationOptions.LongRunning);

        for (int round = 0; round < Rounds; round++)
        {
            _left.HoldWakes();
            for (int i = 1; i <= 3; i++)
            {
                _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: (round * 3) + i), default).ShouldBeTrue();
            }

            _left.ReleaseWakes();
            for (int i = 0; i < 3; i++)
            {
                // From now on it sleeps, or is about to.
                await taken.WaitAsync().DefaultTimeout();
            }
        }

        await reading.DefaultTimeout();
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
    public async Task SendPayloadBlocking_LargeArrays_ArriveAsArraysOfTheirOwn()
    {
        byte[] bytes = Payload(2_000_000);
        double[] numbers = [.. Enumerable.Range(0, 50_000).Select(i => i * 0.5)];
        using var payload = PayloadBuffer.Rent();
        var writer = new PayloadWriter(payload, PayloadOptions.Default);
        writer.WriteString("before");
        writer.WriteArray(bytes);
        writer.WriteArray(numbers);
        writer.WriteString("after");
        writer.Complete();
        var header = new FrameHeader(FrameKind.Result, payload.Length, CallId: 8);
        Task<bool> sending = Task.Run(() => _left.SendPayloadBlocking(header, payload));

        _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Header.ShouldBe(header);
        (await sending.DefaultTimeout()).ShouldBeTrue();
        Array[] owners = [.. frame.Payload.Segments.ToArray().Select(segment => segment.Owner)];
        (string? before, byte[]? readBytes, double[]? readNumbers, string? after) = ReadAll(frame.Payload);

        before.ShouldBe("before");
        after.ShouldBe("after");
        readBytes.ShouldNotBeSameAs(bytes);
        readBytes.ShouldBeSameAs(owners[0], "nothing was copied after it arrived");
        readNumbers.ShouldBeSameAs(owners[1]);
        readBytes.AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        readNumbers.AsSpan().SequenceEqual(numbers).ShouldBeTrue();
        frame.Payload.Dispose();

        static (string?, byte[]?, double[]?, string?) ReadAll(PayloadBuffer received)
        {
            var reader = new PayloadReader(received, PayloadOptions.Default);
            (string?, byte[]?, double[]?, string?) all =
                (reader.ReadString(), reader.ReadArray<byte>(), reader.ReadArray<double>(), reader.ReadString());
            reader.ExpectEnd();
            return all;
        }
    }

    [Fact]
    public async Task Send_PeerDoesNotRead_ReturnsAndTheReaderFlushes()
    {
        byte[] payload = Payload(3_000_000);

        // Returns although nobody reads; the rest goes out while this side waits for its own frames.
        _left.Send(new FrameHeader(FrameKind.Request, payload.Length, CallId: 1), payload).ShouldBeTrue();
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 2), default).ShouldBeTrue();
        Task<ReadStatus> reading = Task.Run(() => ReadPastWakes(_left));

        _right.Read(out Frame first).ShouldBe(ReadStatus.Frame);
        _right.Read(out Frame second).ShouldBe(ReadStatus.Frame);
        _right.Send(new FrameHeader(FrameKind.Result, 0, CallId: 2), default).ShouldBeTrue();

        // The small one may pass the large one.
        (Frame large, Frame small) = first.Header.CallId == 1 ? (first, second) : (second, first);
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

    [Fact]
    public async Task EnterRead_FrameArrives_ReturnsWithTheRole()
    {
        _right.Expect();
        Task entering = Task.Run(() => _right.EnterRead(expectsFrames: true));

        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 3), default).ShouldBeTrue();

        await entering.DefaultTimeout();
        _right.TryEnterRead().ShouldBeFalse("one thread reads at a time");
        ReadOne(_right).Header.CallId.ShouldBe(3);
        _right.TryExitRead(expectsFrames: false).ShouldBeTrue();
        _right.TryEnterRead().ShouldBeTrue();
    }

    [Fact]
    public async Task EnterRead_SomebodyReadsWhileAFrameArrives_TheLeftOverFrameIsHandedOn()
    {
        _right.TryEnterRead().ShouldBeTrue();
        Task entering = Task.Run(() => _right.EnterRead(expectsFrames: true));
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 1), default).ShouldBeTrue();
        _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 2), default).ShouldBeTrue();

        // Reads its own frame only and goes, as a caller does; a channel may keep the role with it until all is read.
        ReadOne(_right).Header.CallId.ShouldBe(1);
        if (_right.TryExitRead(expectsFrames: true))
        {
            await entering.DefaultTimeout();
            ReadOne(_right).Header.CallId.ShouldBe(2);
        }
        else
        {
            ReadOne(_right).Header.CallId.ShouldBe(2);
            _right.TryExitRead(expectsFrames: true).ShouldBeTrue();
            _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: 3), default).ShouldBeTrue();
            await entering.DefaultTimeout();
            ReadOne(_right).Header.CallId.ShouldBe(3);
        }
    }

    [Fact]
    public async Task EnterRead_Woken_Returns()
    {
        Task entering = Task.Run(() => _right.EnterRead(expectsFrames: false));

        _right.Wake();

        await entering.DefaultTimeout();
        _right.TryEnterRead().ShouldBeFalse();
    }

    [Fact]
    public async Task EnterRead_WokenWhileAnotherReads_ReturnsAfterIt()
    {
        _right.TryEnterRead().ShouldBeTrue();
        Task entering = Task.Run(() => _right.EnterRead(expectsFrames: false));

        _right.Wake();
        _right.TryExitRead(expectsFrames: true).ShouldBeTrue();

        await entering.DefaultTimeout();
    }

    [Fact]
    public async Task EnterRead_PeerCloses_Returns()
    {
        _right.Expect();
        Task entering = Task.Run(() => _right.EnterRead(expectsFrames: true));

        _left.Close();

        await entering.DefaultTimeout();
        _right.TryRead(out _).ShouldBe(ReadStatus.Closed);
        _right.TryExitRead(expectsFrames: false).ShouldBeTrue();
    }

    [Fact]
    public async Task EnterRead_ReceiverAndPollersTakeTurns_NoFrameIsLost()
    {
        const int Frames = 20_000;
        int seen = 0;
        Task answering = Task.Run(() =>
        {
            for (int i = 0; i < Frames; i++)
            {
                _right.Read(out Frame frame).ShouldBe(ReadStatus.Frame);
                frame.Payload.Dispose();
                _right.SendBlocking(new FrameHeader(FrameKind.Result, 0, CallId: frame.Header.CallId), default).ShouldBeTrue();
            }
        });
        Task receiving = Task.Run(() =>
        {
            while (Volatile.Read(ref seen) < Frames)
            {
                _left.EnterRead(expectsFrames: true);
                Drain(ref seen);
                while (!_left.TryExitRead(expectsFrames: Volatile.Read(ref seen) < Frames))
                {
                    Drain(ref seen);
                }
            }
        });

        // One frame under way at a time, polled for by this thread for a random moment: each hand-over of the role is met often.
        var random = new Random(1);
        for (int i = 0; i < Frames; i++)
        {
            bool polls = _left.TryEnterRead();
            _left.Send(new FrameHeader(FrameKind.Request, 0, CallId: i), default).ShouldBeTrue();
            if (!polls)
            {
                _left.Expect();
            }
            else
            {
                for (int looks = random.Next(40); looks > 0 && Volatile.Read(ref seen) <= i; looks--)
                {
                    Drain(ref seen);
                }

                while (!_left.TryExitRead(expectsFrames: true))
                {
                    Drain(ref seen);
                }
            }

            long end = Environment.TickCount64 + 10_000;
            while (Volatile.Read(ref seen) <= i)
            {
                Environment.TickCount64.ShouldBeLessThan(end, $"frame {i} was lost");
                Thread.Yield();
            }
        }

        _left.Wake();
        await answering.DefaultTimeout();
        await receiving.DefaultTimeout();
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Frame ReadOne(FrameChannel channel)
    {
        channel.TryRead(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Payload.Dispose();
        return frame;
    }

    private void Drain(ref int seen)
    {
        while (_left.TryRead(out Frame frame) == ReadStatus.Frame)
        {
            frame.Payload.Dispose();
            Interlocked.Increment(ref seen);
        }
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
