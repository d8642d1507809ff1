using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;
using OutProc.Transport;

namespace OutProc.Tests.Rpc;

/// <summary>What a worker asks of its host, over each kind of channel, with each kind of worker.</summary>
public sealed class HostRequestTests
{
    public static TheoryData<ChannelKind, WorkerConcurrency> Conversations { get; } = new(
        from kind in Enum.GetValues<ChannelKind>()
        from concurrency in Enum.GetValues<WorkerConcurrency>()
        select (kind, concurrency));

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_NothingRuns_IsAnswered(ChannelKind channels, WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(channels, concurrency, out _);

        for (int i = 0; i < 200; i++)
        {
            (await AskAsync(worker, i, 100).DefaultTimeout()).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_AMethodBlocksItsThread_IsAnsweredMeanwhile(ChannelKind channels, WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(channels, concurrency, out ProbeCalls calls);
        Task<int> call = calls.CallAsync(ProbeDispatcher.BlockUntilReleased, 3).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        (await AskAsync(worker, 1, 100).DefaultTimeout()).ShouldBeTrue();
        (await AskAsync(worker, 2, 900_000).DefaultTimeout()).ShouldBeTrue("an answer that comes in chunks");
        call.IsCompleted.ShouldBeFalse();

        worker.Probe.Release.SetResult();
        (await call.DefaultTimeout()).ShouldBe(3);
        (await calls.CallAsync(ProbeDispatcher.Echo, 4).DefaultTimeout()).ShouldBe(4, "the loop has its role back");
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_ManyBesideCalls_AllAreAnswered(ChannelKind channels, WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(channels, concurrency, out ProbeCalls calls);
        Task<int>[] asking = [.. Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            int right = 0;
            for (int i = 0; i < 300; i++)
            {
                right += await AskAsync(worker, (byte)(thread + i), i * 100) ? 1 : 0;
            }

            return right;
        }))];
        Task<int> calling = Task.Run(async () =>
        {
            int right = 0;
            for (int i = 0; i < 1000; i++)
            {
                right += await calls.CallAsync(ProbeDispatcher.Echo, i) == i ? 1 : 0;
            }

            return right;
        });

        (await Task.WhenAll(asking).DefaultTimeout()).Sum().ShouldBe(8 * 300);
        (await calling.DefaultTimeout()).ShouldBe(1000);
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_WhileTheWorkerEnds_IsAnswered(ChannelKind channels, WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(channels, concurrency, out ProbeCalls calls);
        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 3).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();
        Task stop = worker.StopAsync(TimeSpan.FromSeconds(30)).AsTask();

        for (int i = 0; i < 100; i++)
        {
            (await AskAsync(worker, i, 100).DefaultTimeout()).ShouldBeTrue();
        }

        worker.Probe.Release.SetResult();
        (await call.DefaultTimeout()).ShouldBe(3);
        await stop.DefaultTimeout();
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_TheConnectionEnds_Fails(ChannelKind channels, WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(channels, concurrency, out _, new EchoRequests(keeps: true));
        Task<bool> asked = AskAsync(worker, 1, 10);

        worker.Kill(CrashCause.Exited);

        await Assert.ThrowsAsync<SharedResourceException>(() => asked.DefaultTimeout());
        await Assert.ThrowsAsync<SharedResourceException>(() => AskAsync(worker, 1, 10).DefaultTimeout());
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_Cancelled_EndsAndItsLateAnswerHarmsNobody(ChannelKind channels, WorkerConcurrency concurrency)
    {
        var kept = new KeptRequests();
        await using LoopbackEndpoint worker = Start(channels, concurrency, out _, kept);
        using var source = new CancellationTokenSource();
        Task<PayloadBuffer> first = worker.Requests.RequestAsync(PayloadBuffer.Rent(), source.Token).AsTask();
        await kept.Arrived.WaitAsync().DefaultTimeout();

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.DefaultTimeout());
        kept.ReplyToAll();

        Task<bool> second = AskAsync(worker, 7, 10);
        await kept.Arrived.WaitAsync().DefaultTimeout();
        kept.ReplyToAll();
        (await second.DefaultTimeout()).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task Request_MoreThanAWorkerMayAsk_KillsIt(ChannelKind channels, WorkerConcurrency concurrency)
    {
        await using LoopbackEndpoint worker = Start(channels, concurrency, out ProbeCalls calls, new EchoRequests(keeps: true));
        Task<int> call = calls.CallAsync(ProbeDispatcher.EchoWhenReleased, 3).AsTask();
        await worker.Probe.StartedSignal.WaitAsync().DefaultTimeout();

        for (int i = 0; i < 10 * ProtocolConstants.MaxHostRequests; i++)
        {
            worker.WorkerData.Send(new FrameHeader(FrameKind.HostRequest, 0, CallId: i), default);
        }

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.ProtocolViolation);
        worker.Probe.Release.SetResult();
    }

    [Fact]
    public async Task Request_BeforeAndAfterTheSession_IsAnswered()
    {
        foreach (ChannelKind channels in Enum.GetValues<ChannelKind>())
        {
            (FrameChannel host, FrameChannel data) = ChannelPair.Create(channels, 1 << 20);
            using (host)
            using (data)
            {
                var server = new HostRequestServer(host, new EchoRequests(), 1 << 20);
                var reader = new LoneReader(host, frame => server.Serve(frame), static _ => { });
                reader.Start();
                var requests = new HostRequests(data);

                (await AskAsync(requests, 1, 10).DefaultTimeout()).ShouldBeTrue();
                requests.BeginSession();
                Task<bool> second = AskAsync(requests, 2, 10);
                requests.EndSession();
                (await second.DefaultTimeout()).ShouldBeTrue();

                requests.BeginSession();
                reader.Stop();
            }
        }
    }

    private static LoopbackEndpoint Start(
        ChannelKind channels, WorkerConcurrency concurrency, out ProbeCalls calls, IHostRequestHandler? handler = null)
    {
        var worker = new LoopbackEndpoint(new ProbeDispatcher(), channels, concurrency, requests: handler ?? new EchoRequests());
        var router = new ProbeCalls.ToConnection(worker.Connection);
        worker.Connection.Start(router);
        calls = new ProbeCalls(router);
        return worker;
    }

    private static Task<bool> AskAsync(LoopbackEndpoint worker, int seed, int length) => AskAsync(worker.Requests, seed, length);

    /// <returns>Whether the answer is what was asked.</returns>
    private static async Task<bool> AskAsync(HostRequests requests, int seed, int length)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill((byte)seed);
        PayloadBuffer request = PayloadBuffer.Rent();
        request.CopyFrom(bytes);
        using PayloadBuffer answer = await requests.RequestAsync(request, TestContext.Current.CancellationToken);
        return answer.WrittenSpan.SequenceEqual(bytes);
    }
}
