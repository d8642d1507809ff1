using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Shared;

/// <summary>What a pool declares is one thing in all its workers and the host, wherever they run.</summary>
public sealed class SharedResourcesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<ExecutionMode, WorkerTransport> Places => new()
    {
        { ExecutionMode.Process, WorkerTransport.SharedMemory },
        { ExecutionMode.Process, WorkerTransport.Socket },
        { ExecutionMode.InProcess, WorkerTransport.Auto },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Declared_LockAndArray_AreTheSameInAllWorkersAndTheHost(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 3, static shared => shared.AddLock("guard").AddArray<long>("sum", 8));
        SharedLock guard = pool.Shared.Get<SharedLock>("guard");
        SharedArray<long> sum = pool.Shared.Get<SharedArray<long>>("sum");

        Task[] workers = [.. Enumerable.Range(0, 3).Select(_ => pool.Proxy.CountAsync("guard", "sum", 300, Token).AsTask())];
        for (int i = 0; i < 300; i++)
        {
            await using SharedLockLease lease = await guard.AcquireAsync(TimeSpan.FromSeconds(30), Token);
            sum[0]++;
        }

        await Task.WhenAll(workers).DefaultTimeout();
        sum[0].ShouldBe(1200);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Add_WorkersRun_TheyAndLaterOnesKnowIt(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 1, static _ => { });
        (await pool.Proxy.NamesAsync(Token).DefaultTimeout()).ShouldBeEmpty();

        for (int i = 0; i < 50; i++)
        {
            // The call may be there before the news.
            string name = $"late{i}";
            pool.Shared.Add(shared => shared.AddEvent(name).AddArray<byte>(name + ".bytes", 10));
            await pool.Proxy.SetAsync(name, Token).DefaultTimeout();
            pool.Shared.Get<SharedEvent>(name).IsSet.ShouldBeTrue();
        }

        WorkerProcess<ISharer> worker = pool.Workers[0];
        worker.Kill();
        await worker.Exited.DefaultTimeout();
        (await pool.Proxy.NamesAsync(Token).DefaultTimeout()).Length.ShouldBe(100);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Kill_HolderOfALock_LockIsFreeAndSaysSo(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 1, static shared => shared.AddLock("guard"));
        SharedLock guard = pool.Shared.Get<SharedLock>("guard");
        for (int i = 0; i < 3; i++)
        {
            (await pool.Proxy.HoldAsync("guard", Token).DefaultTimeout()).ShouldBeFalse();
            guard.TryAcquire(out _).ShouldBeFalse();

            pool.Workers[0].Kill();

            await using SharedLockLease lease = await guard.AcquireAsync(TimeSpan.FromSeconds(30), Token);
            lease.WasAbandoned.ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Add_InAWorker_IsRefused(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 1, static _ => { });

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(() => pool.Proxy.TryAddAsync("mine", Token).DefaultTimeout());

        error.Message.ShouldContain("takes part in the set of another one");
    }

    private static async Task<IWorkerPool<ISharer>> StartAsync(
        ExecutionMode mode, WorkerTransport transport, int workers, Action<SharedDeclarations> declare)
        => await WorkerPool.StartAsync<ISharer>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MinWorkers = workers;
                options.Pool.MaxWorkers = workers;
                declare(options.Shared);
            },
            cancellationToken: Token).DefaultTimeout();
}
