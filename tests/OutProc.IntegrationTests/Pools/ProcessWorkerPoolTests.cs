using OutProc.Contracts;
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

        first.Kill();

        WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.MayHaveExecuted.ShouldBeTrue();
        error.Exit.Signal.ShouldBe(9);
        (await first.Exited.DefaultTimeout()).Signal.ShouldBe(9);
        (await pool.Proxy.AddAsync(1, 2).DefaultTimeout()).ShouldBe(3);
        WorkerProcess<ICalculator> second = pool.Workers.ShouldHaveSingleItem();
        second.WorkerId.ShouldBe(1);
        second.Generation.ShouldBe(2);
    }
}
