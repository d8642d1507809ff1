using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Pools;

/// <summary>What a pool promises, in both execution modes.</summary>
public abstract class WorkerPoolTests(ExecutionMode mode)
{
    [Fact]
    public async Task Proxy_Calls_ReturnResults()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync();

        (await pool.Proxy.AddAsync(40, 2).DefaultTimeout()).ShouldBe(42);
        (await pool.Proxy.AddAsync(0.25, 0.5).DefaultTimeout()).ShouldBe(0.75);
        (await pool.Proxy.AddLaterAsync(1, 2).DefaultTimeout()).ShouldBe(3);
        (await pool.Proxy.ConcatAsync("a", "ö").DefaultTimeout()).ShouldBe("aö");
    }

    [Fact]
    public async Task Proxy_OneWorker_KeepsTheInstanceState()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 1);

        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(1);
        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(2);
        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(3);
        await pool.Proxy.ResetAsync().DefaultTimeout();
        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(1);
    }

    [Fact]
    public async Task Proxy_MethodThrows_SameTypeWithTheRemoteStack()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync();

        DivideByZeroException error = await Assert.ThrowsAsync<DivideByZeroException>(() => pool.Proxy.DivideAsync(1, 0).DefaultTimeout());

        error.Message.ShouldBe("1 / 0");
        error.ToString().ShouldContain(nameof(Calculator.Divide));
    }

    [Fact]
    public async Task Proxy_CancelledCall_EndsWithTheCallersToken()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 1);
        using var cancel = new CancellationTokenSource();

        Task call = pool.Proxy.WaitAsync(cancel.Token).AsTask();
        cancel.Cancel();

        RemoteCanceledException error = await Assert.ThrowsAsync<RemoteCanceledException>(() => call.DefaultTimeout());
        error.CancellationToken.ShouldBe(cancel.Token);
        error.WorkerKilled.ShouldBeFalse();
        (await pool.Proxy.AddAsync(1, 1).DefaultTimeout()).ShouldBe(2);
    }

    [Fact]
    public async Task MapAsync_ManyItems_YieldsInOrder()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 2);
        var results = new List<int>();

        await foreach (int sum in pool.MapAsync(Enumerable.Range(0, 2000), static (worker, i, ct) => worker.AddAsync(i, 1, ct)))
        {
            results.Add(sum);
        }

        results.ShouldBe(Enumerable.Range(1, 2000));
    }

    [Fact]
    public async Task MapAsync_ConsumerStopsEarly_LeavesNothingRunning()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 2);
        int read = 0;

        await foreach (int sum in pool.MapAsync(Endless(() => read++), static (worker, i, ct) => worker.AddAsync(i, 1, ct)))
        {
            if (sum == 100)
            {
                break;
            }
        }

        read.ShouldBeLessThan(100 + 200, "the source is read no further ahead than the window");
        pool.Workers.ShouldAllBe(worker => worker.State == WorkerState.Ready);
    }

    [Fact]
    public async Task MapAsync_SourceThrows_ErrorComesAfterTheResultsBeforeIt()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 2);
        var results = new List<int>();

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (int sum in pool.MapAsync(ThrowsAfter(10), static (worker, i, ct) => worker.AddAsync(i, 1, ct)))
            {
                results.Add(sum);
            }
        });

        error.Message.ShouldBe("source");
        results.ShouldBe(Enumerable.Range(1, 10));
        (await pool.Proxy.AddAsync(1, 1).DefaultTimeout()).ShouldBe(2, "the pool is still usable");
    }

    [Fact]
    public async Task Dispose_WhileACallRuns_IsBounded()
    {
        IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 1, grace: TimeSpan.FromMilliseconds(200));
        Task call = pool.Proxy.WaitAsync().AsTask();

        await pool.DisposeAsync().DefaultTimeout();

        await Assert.ThrowsAnyAsync<Exception>(() => call.DefaultTimeout());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.Proxy.AddAsync(1, 1).DefaultTimeout());
    }

    protected Task<IWorkerPool<ICalculator>> StartAsync(int maxWorkers = 2, TimeSpan? grace = null)
        => WorkerPool.StartAsync<ICalculator>(options =>
        {
            options.Mode = mode;
            options.Pool.MaxWorkers = maxWorkers;
            options.Launch.ShutdownGrace = grace ?? options.Launch.ShutdownGrace;
        }).DefaultTimeout();

    private static IEnumerable<int> Endless(Action read)
    {
        for (int i = 0; ; i++)
        {
            read();
            yield return i;
        }
    }

    private static IEnumerable<int> ThrowsAfter(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }

        throw new InvalidOperationException("source");
    }
}
