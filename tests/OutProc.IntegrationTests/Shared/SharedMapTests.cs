using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Shared;

/// <summary>Dictionaries and lists lie in the host, and all workers ask for them, wherever they run.</summary>
public sealed class SharedMapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<ExecutionMode, WorkerTransport> Places => SharedResourcesTests.Places;

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Update_ByAllWorkersAndTheHost_LosesNothing(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IRegistrar> pool = await StartAsync(mode, transport, workers: 3);
        SharedDictionary<string, long> counts = Counts(pool);

        Task[] workers = [.. Enumerable.Range(0, 3).Select(_ => pool.Proxy.CountAsync("all", 500, Token).AsTask())];
        for (int i = 0; i < 500; i++)
        {
            await counts.AddOrUpdateAsync("all", 1, static count => count + 1, Token);
        }

        await Task.WhenAll(workers).DefaultTimeout();
        (await counts.GetAsync("all", Token)).ShouldBe(2000);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Methods_ThatBlockTheirThread_AreAnswered(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IRegistrar> pool = await StartAsync(mode, transport);

        for (int i = 0; i < 100; i++)
        {
            await pool.Proxy.WriteAsync("k", i, Token).DefaultTimeout();
            (await pool.Proxy.ReadAsync("k", Token).DefaultTimeout()).ShouldBe(i);
        }

        (await Counts(pool).GetAsync("k", Token)).ShouldBe(99);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Values_OfAnySize_ComeBackWhole(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IRegistrar> pool = await StartAsync(mode, transport);

        foreach (int length in (int[])[0, 1, 70_000, 1_000_000, 9_000_000])
        {
            (await pool.Proxy.RoundTripAsync(length, Token).DefaultTimeout()).ShouldBe(length);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Worker_WhileItStartsAndStops_IsAnswered(ExecutionMode mode, WorkerTransport transport)
    {
        // The set is another pool's, so that it can be read after the end of the one whose workers write.
        await using IWorkerPool<ISharer> owner = await WorkerPool.StartAsync<ISharer>(
            options =>
            {
                options.Mode = ExecutionMode.InProcess;
                options.Shared.AddDictionary<string, long>("counts").AddList<string>("events");
            },
            cancellationToken: Token);
        SharedList<string> events = owner.Shared.Get<SharedList<string>>("events");

        await using (IWorkerPool<IRegistrar> pool = await WorkerPool.StartAsync<IRegistrar>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MaxWorkers = 1;
                options.Shared.Inherit(owner.Shared);
            },
            cancellationToken: Token))
        {
            (await events.ToArrayAsync(Token)).ShouldBe(["started 1"]);
            await pool.Proxy.CountAsync("k", 1, Token).DefaultTimeout();
        }

        (await events.ToArrayAsync(Token)).ShouldBe(["started 1", "stopped 1"]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Kill_WorkerThatCounts_LeavesTheDictionaryWhole(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IRegistrar> pool = await StartAsync(mode, transport, workers: 2);
        SharedDictionary<string, long> counts = Counts(pool);
        for (int round = 0; round < 5; round++)
        {
            // Beyond what is there: the call has begun then, on one of the workers that are killed.
            long reached = (await counts.TryGetAsync("k", Token)).Value + 20;
            Task counting = pool.Proxy.CountOnAsync("k", Token).AsTask();
            while ((await counts.TryGetAsync("k", Token)).Value < reached)
            {
                counting.IsCompleted.ShouldBeFalse();
            }

            IReadOnlyList<WorkerProcess<IRegistrar>> killed = pool.Workers;
            foreach (WorkerProcess<IRegistrar> worker in killed)
            {
                worker.Kill();
            }

            await Assert.ThrowsAsync<WorkerCrashedException>(() => counting.DefaultTimeout());
            await Task.WhenAll(killed.Select(static worker => worker.Exited)).DefaultTimeout();
            long before = await counts.GetAsync("k", Token);
            await pool.Proxy.CountAsync("k", 5, Token).DefaultTimeout();
            (await counts.GetAsync("k", Token)).ShouldBeGreaterThanOrEqualTo(before + 5);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Remove_ManyProcessesTakeTheSameKeys_EachGoesToOne(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IRegistrar> pool = await StartAsync(mode, transport, workers: 3);
        SharedDictionary<string, long> counts = Counts(pool);
        for (int i = 0; i < 300; i++)
        {
            await counts.SetAsync($"key {i}", i, Token);
        }

        int[] taken = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => pool.Proxy.TakeAllAsync(300, Token).AsTask())).DefaultTimeout();

        taken.Sum().ShouldBe(300);
        (await counts.CountAsync(Token)).ShouldBe(0);
    }

    /// <summary>A37: what a proxy of shared data throws in a worker is what it throws in the host.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public async Task Get_MissingKeyInAWorker_IsTheSameErrorAtTheCaller(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IRegistrar> pool = await StartAsync(mode, transport);

        KeyNotFoundException remote = await Assert.ThrowsAsync<KeyNotFoundException>(() => pool.Proxy.ReadAsync("nowhere", Token).DefaultTimeout());
        KeyNotFoundException local = await Assert.ThrowsAsync<KeyNotFoundException>(async () => await Counts(pool).GetAsync("nowhere", Token));

        remote.Message.ShouldBe(local.Message);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Add_DictionaryWhileWorkersRun_IsAnswered(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await WorkerPool.StartAsync<ISharer>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token);

        pool.Shared.Add(static shared => shared.AddDictionary<string, string>("late"));

        (await pool.Proxy.PutAsync("late", "a", "b", Token).DefaultTimeout()).ShouldBe(1);
        (await pool.Shared.Get<SharedDictionary<string, string>>("late").GetAsync("a", Token)).ShouldBe("b");
    }

    private static SharedDictionary<string, long> Counts(IWorkerPool<IRegistrar> pool)
        => pool.Shared.Get<SharedDictionary<string, long>>("counts");

    private static Task<IWorkerPool<IRegistrar>> StartAsync(ExecutionMode mode, WorkerTransport transport, int workers = 1)
        => WorkerPool.StartAsync<IRegistrar>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MaxWorkers = workers;
                options.Pool.MinWorkers = workers;
                options.Shared.AddDictionary<string, long>("counts").AddList<string>("events");
            },
            cancellationToken: Token);
}
