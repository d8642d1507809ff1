using System.Diagnostics;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;
using Shouldly;
using Xunit;

namespace OutProc.TestHostTests;

public class TestPlatformTests
{
    [Fact]
    public void ThisProcess_IsTheTestPlatformsOwn()
        => System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name.ShouldBe("testhost");

    [Fact]
    public async Task StartAsync_UnderTheTestPlatform_RunsCallsInAnotherProcess()
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MaxWorkers = 1;
        }).DefaultTimeout();
        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(1);
        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(2);
        (await pool.Proxy.IncrementAsync().DefaultTimeout()).ShouldBe(3);
        (await pool.Proxy.ProcessIdAsync().DefaultTimeout()).ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Dispose_UnderTheTestPlatform_LeavesNoWorker()
    {
        IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(options => options.Mode = ExecutionMode.Process).DefaultTimeout();
        int worker = await pool.Proxy.ProcessIdAsync().DefaultTimeout();
        await pool.DisposeAsync().DefaultTimeout();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(worker));
    }
}
