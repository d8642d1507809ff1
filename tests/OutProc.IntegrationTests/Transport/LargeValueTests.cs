using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Transport;

/// <summary>Values that travel in chunks, to and from real processes.</summary>
public sealed class LargeValueTests : IDisposable
{
    private const int Large = 64 << 20;

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Call_LargeArrayThereAndBack_IsTheSame(WorkerTransport transport)
    {
        await using IWorkerPool<IHauler> pool = await StartAsync(transport);
        byte[] data = Bytes(Large);

        byte[] echo = await pool.Proxy.EchoAsync(data).DefaultTimeout();

        echo.ShouldNotBeSameAs(data);
        echo.AsSpan().SequenceEqual(data).ShouldBeTrue();
    }

    [Theory]
    [InlineData(ExecutionMode.Process)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task Call_LargeArraysOfAllKinds_ArriveAsTheyWere(ExecutionMode mode)
    {
        await using IWorkerPool<IHauler> pool = await StartAsync(mode: mode);
        byte[] body = Bytes(3_000_000);
        double[] column = [.. Enumerable.Range(0, 200_000).Select(i => i / 3.0)];
        var cargo = new Cargo("ship", body, [column, [], [1.5], column], body.AsMemory(1000, 500_000), 0);

        (await pool.Proxy.ScaleAsync(column, 2).DefaultTimeout()).ShouldBe(column.Select(value => value * 2));
        (await pool.Proxy.SliceAsync(body, 100, 2_000_000).DefaultTimeout()).Span.SequenceEqual(body.AsSpan(100, 2_000_000)).ShouldBeTrue();
        Cargo carried = await pool.Proxy.CarryAsync(cargo).DefaultTimeout();

        column[3].ShouldBe(1.0, "the worker's array is its own");
        carried.Name.ShouldBe("ship");
        carried.Check.ShouldBe(3_000_000 + 400_001 + 500_000);
        carried.Body.AsSpan().SequenceEqual(body).ShouldBeTrue();
        carried.Columns.Count.ShouldBe(4);
        carried.Columns[3].ShouldBe(column);
        carried.View.Span.SequenceEqual(cargo.View.Span).ShouldBeTrue();
    }

    [Fact]
    public async Task Call_WorkerReturnsAnArrayItKeeps_EachCallerGetsItAsItWas()
    {
        await using IWorkerPool<IHauler> pool = await StartAsync();

        byte[][] results = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(i => pool.Proxy.GiveKeptAsync(5_000_000, (byte)i).AsTask())).DefaultTimeout();

        for (int i = 0; i < results.Length; i++)
        {
            results[i].AsSpan().IndexOfAnyExcept((byte)(i + 1)).ShouldBe(-1);
        }
    }

    [Fact]
    public async Task Call_SmallOneAfterALargeOne_PassesItOnTheWay()
    {
        await using IWorkerPool<IHauler> pool = await StartAsync();
        WorkerProcess<IHauler> worker = pool.Workers.ShouldHaveSingleItem();
        Task hold = pool.Proxy.HoldUntilAsync(_file).AsTask();
        await worker.WaitUntilRunningAsync("HoldUntil");

        Task<byte[]> large = pool.Proxy.EchoAsync(Bytes(Large)).AsTask();
        Task<int> small = pool.Proxy.NoteAsync("small").AsTask();
        Release();

        await Task.WhenAll(hold, large, small).DefaultTimeout();
        (await pool.Proxy.JournalAsync().DefaultTimeout()).ShouldBe("small Echo");
    }

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Cancel_WhileTheCallIsStillBeingSent_ItEndsAtOnceAndNeverRuns(WorkerTransport transport)
    {
        await using IWorkerPool<IHauler> pool = await StartAsync(transport);
        int processId = await pool.Proxy.NoteAsync("first").DefaultTimeout();
        Task hold = pool.Proxy.HoldUntilAsync(_file).AsTask();
        using var cancel = new CancellationTokenSource();
        byte[] data = Bytes(Large);
        Task<byte[]> large = pool.Proxy.EchoAsync(data, cancel.Token).AsTask();

        cancel.Cancel();

        // The worker cannot have noticed: it is held.
        RemoteCanceledException error = await Assert.ThrowsAsync<RemoteCanceledException>(() => large.DefaultTimeout());
        error.WorkerKilled.ShouldBeFalse();
        error.CancellationToken.ShouldBe(cancel.Token);
        hold.IsCompleted.ShouldBeFalse();
        data.AsSpan().Clear();
        Release();
        await hold.DefaultTimeout();
        (await pool.Proxy.EchoAsync(Bytes(1_000_000)).DefaultTimeout()).Length.ShouldBe(1_000_000);
        (await pool.Proxy.NoteAsync("last").DefaultTimeout()).ShouldBe(processId);
        (await pool.Proxy.JournalAsync().DefaultTimeout()).ShouldBe("first Echo last");
    }

    [Fact]
    public async Task Kill_WhileTheCallIsStillBeingSent_AnotherWorkerRunsIt()
    {
        await using IWorkerPool<IHauler> pool = await StartAsync();
        WorkerProcess<IHauler> worker = pool.Workers.ShouldHaveSingleItem();
        Task hold = pool.Proxy.HoldUntilAsync(_file).AsTask();
        await worker.WaitUntilRunningAsync("HoldUntil");
        byte[] data = Bytes(Large);
        Task<byte[]> large = pool.Proxy.EchoAsync(data).AsTask();

        worker.Kill();

        await Assert.ThrowsAsync<WorkerCrashedException>(() => hold.DefaultTimeout());
        (await large.DefaultTimeout()).AsSpan().SequenceEqual(data).ShouldBeTrue("what was not sent whole was not started");
    }

    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Kill_WhileLargeValuesTravelBothWays_EachCallEnds(WorkerTransport transport)
    {
        await using IWorkerPool<IHauler> pool = await StartAsync(transport);
        byte[] data = Bytes(16 << 20);
        for (int round = 0; round < 6; round++)
        {
            WorkerProcess<IHauler> worker = pool.Workers.ShouldHaveSingleItem();
            Task<byte[]>[] calls = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => pool.Proxy.EchoAsync(data).AsTask()))];
            Task kill = Task.Run(async () =>
            {
                // Somewhere between the first byte there and the last byte back.
                await Task.Delay(round * 5);
                worker.Kill();
            });

            foreach (Task<byte[]> call in calls)
            {
                try
                {
                    (await call.DefaultTimeout()).AsSpan().SequenceEqual(data).ShouldBeTrue();
                }
                catch (WorkerCrashedException crash)
                {
                    crash.Cause.ShouldNotBe(CrashCause.ProtocolViolation);
                }
            }

            await kill.DefaultTimeout();
        }

        (await pool.Proxy.EchoAsync(data).DefaultTimeout()).Length.ShouldBe(data.Length);
    }

    [Fact]
    public async Task Call_LargerThanTheLimit_FailsAndTheWorkerLives()
    {
        const int Limit = 1 << 20;
        await using IWorkerPool<IHauler> pool = await StartAsync(maxMessageBytes: Limit);
        int processId = await pool.Proxy.NoteAsync("first").DefaultTimeout();

        PayloadException there = await Assert.ThrowsAsync<PayloadException>(() => pool.Proxy.EchoAsync(new byte[Limit]).DefaultTimeout());
        PayloadException back = await Assert.ThrowsAsync<PayloadException>(() => pool.Proxy.GiveKeptAsync(Limit, 1).DefaultTimeout());

        there.Message.ShouldContain("1048576 bytes");
        back.Message.ShouldContain("1048576 bytes");
        (await pool.Proxy.EchoAsync(new byte[Limit - 100]).DefaultTimeout()).Length.ShouldBe(Limit - 100);
        (await pool.Proxy.NoteAsync("last").DefaultTimeout()).ShouldBe(processId);
    }

    [Fact]
    public async Task Call_IdempotentWithALargeArgument_IsSentAgainWhole()
    {
        await using IWorkerPool<IHauler> pool = await StartAsync();
        byte[] data = new byte[10_000_000];
        data.AsSpan().Fill(1);

        (await pool.Proxy.CountAtSecondAttemptAsync(data, _file).DefaultTimeout()).ShouldBe(data.Length);
    }

    [Fact]
    public async Task Call_MoreThanTheWindowAtOnce_AllAreAnswered()
    {
        await using IWorkerPool<IHauler> pool = await StartAsync();
        byte[] data = Bytes(20 << 20);

        byte[][] results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => pool.Proxy.EchoAsync(data).AsTask())).DefaultTimeout();

        Array.TrueForAll(results, result => result.AsSpan().SequenceEqual(data)).ShouldBeTrue();
    }

    public void Dispose() => File.Delete(_file);

    private void Release() => File.WriteAllText(_file, "");

    private static Task<IWorkerPool<IHauler>> StartAsync(
        WorkerTransport transport = WorkerTransport.Auto, ExecutionMode mode = ExecutionMode.Process, int? maxMessageBytes = null)
        => WorkerPool.StartAsync<IHauler>(options =>
        {
            options.Mode = mode;
            options.Pool.MaxWorkers = 1;
            options.Pool.Prefetch = 16;
            options.Launch.Transport = transport;
            options.Calls.MaxMessageBytes = maxMessageBytes ?? options.Calls.MaxMessageBytes;
        }).DefaultTimeout();

    private static byte[] Bytes(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
