using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A40: every kind of shared object is used in a child, and the parent sees what the child did. A64, for what lies in the host: also a child's child.

/// <summary>One shared resource of each kind, used by a worker.</summary>
public sealed class EveryKindOfSharedResourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<ExecutionMode> Places => Porters.Places;

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Use_EachKindInAWorker_IsSeenInTheHost(ExecutionMode mode)
    {
        await using IWorkerPool<ICurator> pool = await StartAsync(mode);
        SharedResources shared = pool.Shared;
        Task condition = await WaitForConditionAsync(shared);

        Task worker = pool.Proxy.UseAllAsync(Token).AsTask();
        await shared.Get<SharedBarrier>("barrier").SignalAndWaitAsync(Token).DefaultTimeout();
        await worker.DefaultTimeout();

        await condition.DefaultTimeout();
        shared.Get<SharedEvent>("event").IsSet.ShouldBeTrue();
        shared.Get<SharedCountdown>("countdown").IsSet.ShouldBeTrue();
        shared.Get<SharedSemaphore>("semaphore").CurrentCount.ShouldBe(1);
        shared.Get<SharedReaderWriterLock>("readerwriter").IsWriteHeld.ShouldBeFalse();
        shared.Get<SharedArray<int>>("array").Span[1].ShouldBe(7);
        shared.Get<SharedValue<long>>("value").Read().ShouldBe(8);
        shared.Get<SharedSnapshot<Stock>>("snapshot").Read().ShouldBe(new Stock("snapshot", 9));
        (await shared.Get<SharedQueue<Stock>>("queue").ReadAsync(Token).DefaultTimeout()).ShouldBe(new Stock("queue", 10));
        (await shared.Get<SharedPipe<Stock>>("pipe").First.ReceiveAsync(Token).DefaultTimeout()).ShouldBe(new Stock("pipe", 11));
        (await shared.Get<SharedDictionary<string, Stock>>("dictionary").GetAsync("worker", Token)).ShouldBe(new Stock("worker", 12));
        (await shared.Get<SharedList<Stock>>("list").ToArrayAsync(Token)).ShouldBe([new Stock("worker", 12)]);
    }

    [Fact]
    public async Task Use_DictionaryInAWorkerOfAWorker_IsThatOfTheFirstHost()
    {
        await using IWorkerPool<ICurator> pool = await StartAsync(ExecutionMode.Process);

        (await pool.Proxy.StockAsync("here", 1, Token).DefaultTimeout()).ShouldBe(1);
        (await pool.Proxy.DelegateAsync("here", 2, Token).DefaultTimeout()).ShouldBe(3);
        (await pool.Proxy.DelegateAsync("here", 3, Token).DefaultTimeout()).ShouldBe(6);

        (await pool.Shared.Get<SharedDictionary<string, Stock>>("dictionary").GetAsync("here", Token)).Count.ShouldBe(6);
        (await pool.Shared.Get<SharedList<Stock>>("list").CountAsync(Token)).ShouldBe(3);
    }

    /// <returns>A task that waits for the condition, and ends when it was notified.</returns>
    private static async Task<Task> WaitForConditionAsync(SharedResources shared)
    {
        SharedLockLease lease = await shared.Get<SharedLock>("lock").AcquireAsync(Token).DefaultTimeout();

        // The lock is given up inside of the wait: the worker cannot notify before somebody waits.
        return WaitAsync();

        async Task WaitAsync()
        {
            await using (lease)
            {
                await shared.Get<SharedCondition>("condition").WaitAsync(lease, Token);
            }
        }
    }

    private static async Task<IWorkerPool<ICurator>> StartAsync(ExecutionMode mode)
        => await WorkerPool.StartAsync<ICurator>(
            options =>
            {
                options.Mode = mode;
                options.Launch.MaxDepth = 2;
                options.Pool.MaxWorkers = 1;
                options.Shared
                    .AddLock("lock").AddCondition("condition").AddSemaphore("semaphore", 1).AddEvent("event").AddCountdown("countdown", 1)
                    .AddReaderWriterLock("readerwriter").AddBarrier("barrier", 2).AddValue("value", 0L).AddArray<int>("array", 4)
                    .AddSnapshot<Stock>("snapshot").AddQueue<Stock>("queue").AddPipe<Stock>("pipe")
                    .AddDictionary<string, Stock>("dictionary").AddList<Stock>("list");
            },
            cancellationToken: Token).DefaultTimeout();
}
