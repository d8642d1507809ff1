using System.Threading.Channels;
using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A17 to A20: a bounded queue is full at once or after the timeout; a join waits for every item; an item that cannot be sent stops nobody; a closed queue
// is an error.

/// <summary>A queue between processes.</summary>
public sealed class SharedQueueBetweenProcessesTests
{
    public static TheoryData<ExecutionMode> Places => Porters.Places;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Write_Full_IsRefusedAtOnceOrAfterTheTimeoutAndGoesOnWhenAWorkerReads(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 2, static shared => shared.AddQueue<int>("items", 6));
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>("items");
        await pool.Proxy.WriteAsync("items", 0, 6, Token).DefaultTimeout();

        items.TryWrite(6).ShouldBeFalse();
        await Assert.ThrowsAsync<TimeoutException>(() => items.WriteAsync(6, TimeSpan.Zero, Token).AsTask()).DefaultTimeout();
        long start = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(() => items.WriteAsync(6, TimeSpan.FromMilliseconds(50), Token).AsTask()).DefaultTimeout();
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ShouldBeGreaterThan(45);

        Task write = items.WriteAsync(6, Token).AsTask();
        (await pool.Proxy.ReadAsync("items", 7, Token).DefaultTimeout()).ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        await write.DefaultTimeout();
        items.Count.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Join_FourWorkers_WaitsForEveryAcknowledgement(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 4, static shared => shared.AddQueue<int>("items"));
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>("items");
        Task<int>[] workers = [.. Enumerable.Range(0, 4).Select(_ => pool.Proxy.WorkAsync("items", Token).AsTask())];
        for (int i = 0; i < 200; i++)
        {
            await items.WriteAsync(i, Token);
        }

        await items.JoinAsync(Token).DefaultTimeout();
        items.Count.ShouldBe(0);
        items.Complete();

        (await Task.WhenAll(workers).DefaultTimeout()).Sum().ShouldBe(200);
    }

    [Fact]
    public async Task Kill_WorkerWithItems_TheyAreGivenToTheNext()
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(ExecutionMode.Process, 1, static shared => shared.AddQueue<int>("items"));
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>("items");
        for (int i = 0; i < 5; i++)
        {
            items.TryWrite(i).ShouldBeTrue();
        }

        (await pool.Proxy.HoldAsync("items", Token).DefaultTimeout()).ShouldBe(0);
        (await pool.Proxy.HoldAsync("items", Token).DefaultTimeout()).ShouldBe(1);
        (await items.ReadAsync(Token).DefaultTimeout()).ShouldBe(2);
        Task join = items.JoinAsync(Token).AsTask();
        pool.Workers[0].Kill();
        await pool.Workers[0].Exited.DefaultTimeout();

        var rest = new List<int>();
        for (int i = 0; i < 4; i++)
        {
            SharedQueueItem<int> item = await items.ReceiveAsync(Token).DefaultTimeout();
            item.DeliveryCount.ShouldBe(item.Value < 2 ? 2 : 1);
            rest.Add(item.Value);
            join.IsCompleted.ShouldBeFalse();
            item.Acknowledge();
        }

        rest.Order().ShouldBe([0, 1, 3, 4]);
        await join.DefaultTimeout();
    }

    [Fact]
    public async Task Kill_WriterAgainAndAgain_WhatItWroteIsWholeAndNobodyHangs()
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(ExecutionMode.Process, 1, static shared => shared.AddQueue<int>("items", 8));
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>("items");
        for (int round = 0; round < 5; round++)
        {
            Task write = pool.Proxy.WriteAsync("items", round * 1_000_000, 1_000_000, Token).AsTask();
            int expected = await items.ReadAsync(Token).DefaultTimeout();
            for (int i = 0; i < 500; i++)
            {
                (await items.ReadAsync(Token).DefaultTimeout()).ShouldBe(++expected);
            }

            WorkerProcess<IPorter> worker = pool.Workers[0];
            worker.Kill();
            await worker.Exited.DefaultTimeout();
            await Assert.ThrowsAsync<WorkerCrashedException>(() => write.DefaultTimeout());
            while (items.TryRead(out int last))
            {
                last.ShouldBe(++expected);
            }
        }

        await items.JoinAsync(Token).DefaultTimeout();
        items.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Kill_ReadersAtRandom_EveryItemIsDealtWith()
    {
        const int Items = 60_000;
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(
            ExecutionMode.Process, 2, static shared => shared.AddQueue<int>("items", 64).AddArray<int>("counts", Items));
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>("items");
        SharedArray<int> counts = pool.Shared.Get<SharedArray<int>>("counts");
        Task write = Task.Run(
            async () =>
            {
                for (int i = 0; i < Items; i++)
                {
                    await items.WriteAsync(i, Token);
                }

                items.Complete();
            },
            Token);
        int kills = 0;
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => ReadAsync())];

        // Each time so many items are through: wherever the worker is just then.
        for (int seen = 5_000; seen < Items; seen += 5_000)
        {
            while (Volatile.Read(ref counts[seen]) == 0)
            {
                await Task.Delay(1, Token);
            }

            IReadOnlyList<WorkerProcess<IPorter>> workers = pool.Workers;
            if (workers.Count > 0)
            {
                workers[seen / 5_000 % workers.Count].Kill();
            }
        }

        await write.DefaultTimeout();
        await Task.WhenAll(readers).DefaultTimeout();
        await items.JoinAsync(Token).DefaultTimeout();
        kills.ShouldBeGreaterThan(1);
        counts.Span.ToArray().ShouldAllBe(static count => count >= 1);
        counts.Span.ToArray().Sum(static count => count - 1).ShouldBeLessThanOrEqualTo(kills);

        async Task ReadAsync()
        {
            while (true)
            {
                try
                {
                    await pool.Proxy.CountItemsAsync("items", "counts", Token);
                    return;
                }
                catch (WorkerCrashedException)
                {
                    Interlocked.Increment(ref kills);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Write_ItemThatCannotBeSent_FailsItsWriterAndNothingElse(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 1, static shared => shared.AddQueue<Bundle>("bundles", 2, maxItemBytes: 10_000));
        SharedQueue<Bundle> bundles = pool.Shared.Get<SharedQueue<Bundle>>("bundles");
        for (int i = 0; i < 20; i++)
        {
            (await pool.Proxy.SendAsync("bundles", -1, 10, Token).DefaultTimeout()).ShouldContain("Seal");
            (await pool.Proxy.SendAsync("bundles", 1, 20_000, Token).DefaultTimeout()).ShouldContain("10000 bytes");
        }

        bundles.Count.ShouldBe(0);
        (await pool.Proxy.SendAsync("bundles", 7, 9_000, Token).DefaultTimeout()).ShouldBeEmpty();

        Bundle bundle = await bundles.ReadAsync(Token).DefaultTimeout();
        (bundle.Id, bundle.Content.Length, bundle.Seal).ShouldBe((7, 9_000, "red"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Complete_WorkersReadAndWrite_GetTheEndAndNoHang(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 2, static shared => shared.AddQueue<int>("items", 2));
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>("items");
        Task<int[]> read = pool.Proxy.ReadAsync("items", 3, Token).AsTask();
        await pool.Proxy.WriteAsync("items", 0, 2, Token).DefaultTimeout();
        await items.JoinAsync(Token).DefaultTimeout();
        items.Complete(new InvalidDataException("The source is gone."));

        (await Assert.ThrowsAnyAsync<Exception>(() => read).DefaultTimeout()).ToString().ShouldContain("The source is gone.");
        (await Assert.ThrowsAnyAsync<Exception>(() => pool.Proxy.WriteAsync("items", 0, 1, Token).AsTask()).DefaultTimeout()).Message.ShouldContain("completed");
        await Assert.ThrowsAsync<ChannelClosedException>(() => items.ReadAsync(Token).AsTask()).DefaultTimeout();
    }
}
