using Microsoft.Extensions.Logging;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Transport;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public sealed class WorkerLogSinkTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void Post_Records_ArriveInOrder()
    {
        (InMemoryChannel host, InMemoryChannel worker) = InMemoryChannel.CreatePair();
        var sink = new WorkerLogSink(worker);

        for (int i = 0; i < 10; i++)
        {
            sink.Post(Record($"{i}"));
        }

        sink.Complete(s_limit);
        Drain(host).Select(static record => record.Text).ShouldBe(Enumerable.Range(0, 10).Select(static i => $"{i}"));
    }

    [Fact]
    public async Task Post_WhileTheHostDoesNotRead_NeverWaitsAndCountsWhatIsLost()
    {
        const int Records = 2 * WorkerLogSink.Capacity;
        (InMemoryChannel host, InMemoryChannel worker) = InMemoryChannel.CreatePair();
        using var blocked = new BlockedChannel(worker);
        var sink = new WorkerLogSink(blocked);
        sink.Post(Record("first"));
        await blocked.Reached.WaitAsync(s_limit, TestContext.Current.CancellationToken);

        for (int i = 0; i < Records; i++)
        {
            sink.Post(Record("more"));
        }

        blocked.Open();
        sink.Complete(s_limit);
        List<LogMessage> arrived = Drain(host);
        arrived.Count.ShouldBe(1 + WorkerLogSink.Capacity + 1);
        arrived[^1].Lost.ShouldBe(Records - WorkerLogSink.Capacity);
        arrived[^1].Level.ShouldBe(LogLevel.Warning);
    }

    [Fact]
    public async Task Complete_HostNeverReads_IsBounded()
    {
        (_, InMemoryChannel worker) = InMemoryChannel.CreatePair();
        using var blocked = new BlockedChannel(worker);
        var sink = new WorkerLogSink(blocked);
        sink.Post(Record("first"));
        await blocked.Reached.WaitAsync(s_limit, TestContext.Current.CancellationToken);

        sink.Complete(TimeSpan.FromMilliseconds(50));

        blocked.Open();
    }

    [Fact]
    public void Complete_TwiceAndAfterLaterPosts_ReturnsAtOnce()
    {
        (InMemoryChannel host, InMemoryChannel worker) = InMemoryChannel.CreatePair();
        var sink = new WorkerLogSink(worker);
        sink.Post(Record("a"));
        sink.Complete(s_limit);

        sink.Post(Record("late"));
        long again = Environment.TickCount64;
        sink.Complete(s_limit);

        TimeSpan.FromMilliseconds(Environment.TickCount64 - again).ShouldBeLessThan(s_limit / 2);
        Drain(host).Count.ShouldBe(1);
    }

    private static LogMessage Record(string text) => new() { Category = "C", Level = LogLevel.Information, Text = text };

    private static List<LogMessage> Drain(InMemoryChannel host)
    {
        List<LogMessage> records = [];
        while (host.TryRead(out Frame frame) == ReadStatus.Frame)
        {
            frame.Header.Kind.ShouldBe(FrameKind.Log);
            using (frame.Payload)
            {
                records.Add(MessageCodec.Decode<LogMessage>(frame.Payload.WrittenSpan));
            }
        }

        return records;
    }

    /// <summary>A channel whose peer does not read: sending blocks until it is opened.</summary>
    private sealed class BlockedChannel(InMemoryChannel inner) : ExclusiveReadChannel(int.MaxValue)
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _open.Set();

        public override bool Send(in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent = false) => SendBlocking(header, payload);

        public override bool SendBlocking(in FrameHeader header, ReadOnlySpan<byte> payload)
        {
            _reached.TrySetResult();
            _open.Wait();
            return inner.SendBlocking(header, payload);
        }

        public override ReadStatus TryRead(out Frame frame) => inner.TryRead(out frame);

        public override ReadStatus Read(out Frame frame) => inner.Read(out frame);

        public override void Wake() => inner.Wake();

        internal override IoStatus TryWrite(
            in FrameHeader header, ReadOnlySpan<byte> payload, SendPriority priority, FileDescriptor? attachment = null)
            => throw new NotSupportedException();

        protected override void WaitReadable() => throw new NotSupportedException();

        public override void CloseRead() => inner.CloseRead();

        public override void Close() => inner.Close();

        public override void Dispose() => inner.Dispose();
    }
}
