namespace OutProc.IntegrationTests.Pools;

public sealed class InProcessWorkerPoolTests() : WorkerPoolTests(ExecutionMode.InProcess)
{
    [Fact]
    public async Task Proxy_Calls_RunInThisProcess()
    {
        await using IWorkerPool<OutProc.TestWorkers.ICalculator> pool = await StartAsync();

        (await pool.Proxy.ProcessIdAsync()).ShouldBe(Environment.ProcessId);
    }
}
