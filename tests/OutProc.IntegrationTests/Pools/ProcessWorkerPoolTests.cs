using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Pools;

public sealed class ProcessWorkerPoolTests() : WorkerPoolTests(ExecutionMode.Process)
{
    [Fact]
    public async Task Proxy_Calls_RunInAnotherProcess()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 1);

        int processId = await pool.Proxy.ProcessIdAsync().DefaultTimeout();

        processId.ShouldNotBe(Environment.ProcessId);
        pool.Workers.ShouldHaveSingleItem().ProcessId.ShouldBe(processId);
    }

    [Fact]
    public async Task Kill_WorkerWithACall_CallFailsAndTheNextIsServedByAReplacement()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 1);
        WorkerProcess<ICalculator> first = pool.Workers.ShouldHaveSingleItem();
        Task call = pool.Proxy.WaitAsync().AsTask();
        await first.WaitUntilRunningAsync("WaitAsync");

        first.Kill();

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.MayHaveExecuted.ShouldBeTrue();
        error.Exit.Signal.ShouldBe(9);
        WorkerExitInfo exit = await first.Exited.DefaultTimeout();
        exit.Signal.ShouldBe(9);
        exit.Generation.ShouldBe(1);
        exit.StartedMethods.ShouldBe(["WaitAsync"]);
        (await pool.Proxy.AddAsync(1, 2).DefaultTimeout()).ShouldBe(3);
        WorkerProcess<ICalculator> second = pool.Workers.ShouldHaveSingleItem();
        second.WorkerId.ShouldBe(1);
        second.Generation.ShouldBe(2);
    }

    [Fact]
    public async Task Kill_RandomWorkersUnderLoad_EveryCallEndsOnceAndResultsAreExact()
    {
        await using IWorkerPool<ICalculator> pool = await StartAsync(maxWorkers: 2);
        int right = 0;
        int crashed = 0;
        Task callers = Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 400; i++)
            {
                try
                {
                    (await pool.Proxy.AddAsync(caller * 1000, i)).ShouldBe((caller * 1000) + i);
                    Interlocked.Increment(ref right);
                }
                catch (WorkerCrashedException)
                {
                    Interlocked.Increment(ref crashed);
                }
            }
        })));
        var killed = new HashSet<int>();
        while (!callers.IsCompleted && killed.Count < 8)
        {
            foreach (WorkerProcess<ICalculator> worker in pool.Workers.Where(worker => killed.Add(worker.ProcessId)))
            {
                worker.Kill();
                await worker.Exited.DefaultTimeout();
            }

            await Task.Yield();
        }

        await callers.DefaultTimeout();
        (right + crashed).ShouldBe(2400);
        crashed.ShouldBeLessThanOrEqualTo(killed.Count, "a death fails at most the one call that the worker was running");
        (await pool.Proxy.AddAsync(1, 2).DefaultTimeout()).ShouldBe(3);
    }
}
