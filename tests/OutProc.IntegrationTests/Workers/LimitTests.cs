using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

public sealed class LimitTests
{
    [Fact]
    public async Task GcHeapHardLimit_Reached_TheCallerGetsOutOfMemoryAndTheWorkerLives()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync(limits => limits.GcHeapHardLimit = 64 << 20);

        await Assert.ThrowsAsync<OutOfMemoryException>(() => pool.Proxy.AllocateAsync(200).DefaultTimeout());

        (await pool.Proxy.AllocateAsync(10).DefaultTimeout()).ShouldBe(10);
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(1);
    }

    [Fact]
    public async Task DataBytes_Reached_IsOutOfMemoryEitherWay()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync(limits => limits.DataBytes = 400 << 20);

        // Whoever asks for the page too much gets the refusal: the method, or the runtime, which cannot go on then.
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => pool.Proxy.AllocateAsync(2000).DefaultTimeout());

        if (error is WorkerCrashedException crash)
        {
            crash.Cause.ShouldBe(CrashCause.OutOfMemory, crash.Message);
        }
        else
        {
            error.ShouldBeOfType<OutOfMemoryException>();
        }

        (await pool.Proxy.AllocateAsync(10).DefaultTimeout()).ShouldBe(10);
    }

    [Fact]
    public async Task OpenFiles_Reached_OpeningFailsInTheWorkerOnly()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync(limits => limits.OpenFiles = 128);

        (await pool.Proxy.OpenFilesAsync(20).DefaultTimeout()).ShouldBe(20);
        await Assert.ThrowsAnyAsync<Exception>(() => pool.Proxy.OpenFilesAsync(200).DefaultTimeout());

        (await pool.Proxy.OpenFilesAsync(20).DefaultTimeout()).ShouldBe(20);
    }

    [Fact]
    public async Task Nice_Set_HoldsForEveryThread()
    {
        await using IWorkerPool<IGlutton> pool = await StartAsync(limits => limits.Nice = 7);

        int[] values = await pool.Proxy.NiceOfThreadsAsync().DefaultTimeout();

        values.Length.ShouldBeGreaterThan(1);
        values.ShouldAllBe(nice => nice == 7);
    }

    [Fact]
    public async Task Processors_One_IsWhatTheWorkerSeesAndTheHostKeepsItsOwn()
    {
        int before = Environment.ProcessorCount;
        await using IWorkerPool<IGlutton> pool = await StartAsync(limits => limits.Processors = [0]);
        await using IWorkerPool<IGlutton> other = await StartAsync(static _ => { });

        (await pool.Proxy.ProcessorsAsync().DefaultTimeout()).ShouldBe(1);
        (await other.Proxy.ProcessorsAsync().DefaultTimeout()).ShouldBe(before, "the thread that starts workers has its processors back");
    }

    [Fact]
    public async Task Processors_NoneOfTheMachine_IsAClearError()
    {
        WorkerStartException error = await Assert.ThrowsAsync<WorkerStartException>(
            () => StartAsync(static limits => limits.Processors = [LimitOptions.MaxProcessors - 1]));

        error.Reason.ShouldBe(WorkerStartFailure.SpawnFailed);
        error.Message.ShouldContain("Launch.Limits.Processors");
    }

    private static Task<IWorkerPool<IGlutton>> StartAsync(Action<LimitOptions> configure) => WorkerPool.StartAsync<IGlutton>(options =>
    {
        options.Mode = ExecutionMode.Process;
        options.Pool.MaxWorkers = 1;
        configure(options.Launch.Limits);
    }).DefaultTimeout();
}
