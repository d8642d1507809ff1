using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A32, A33: a handle sent by value shows the same memory in another process, and a handle of something gone is an error.
// A36: whoever only attached does not destroy, whether it lets go or dies.

/// <summary>Shared memory across processes: handed over by value, and owned by nobody who only looks at it.</summary>
public sealed class HandleToSharedMemoryTests
{
    private const int Length = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Argument_Array_IsTheSameMemoryInTheWorker()
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(2);
        SharedArray<long> numbers = pool.Shared.Get<SharedArray<long>>("numbers");
        numbers.Span.Fill(3);

        (await pool.Proxy.SumAsync(numbers, Token).DefaultTimeout()).ShouldBe(3L * Length);
        numbers[Length - 1] = 10;
        (await pool.Proxy.SumAsync(numbers, Token).DefaultTimeout()).ShouldBe((3L * Length) + 7);

        // What one worker writes, the host and the others read.
        await pool.Proxy.CountWithAsync(new Parcel(pool.Shared.Get<SharedLock>("guard"), numbers, null, ""), 5, Token).DefaultTimeout();
        numbers[0].ShouldBe(8);
    }

    [Fact]
    public async Task Argument_SetIsGone_Throws()
    {
        IWorkerPool<ISharer> gone = await StartAsync(1);
        SharedArray<long> numbers = gone.Shared.Get<SharedArray<long>>("numbers");
        await gone.DisposeAsync();
        await using IWorkerPool<ISharer> pool = await StartAsync(1);

        await Assert.ThrowsAsync<SharedResourceException>(() => pool.Proxy.SumAsync(numbers, Token).DefaultTimeout());
    }

    [Theory]
    [InlineData("lets go")]
    [InlineData("is killed")]
    [InlineData("ends in order")]
    public async Task End_OfOneThatAttached_LeavesTheMemoryToAllOthers(string end)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(1);
        SharedArray<long> numbers = pool.Shared.Get<SharedArray<long>>("numbers");
        numbers.Span.Fill(1);
        (await pool.Proxy.SumAsync(numbers, Token).DefaultTimeout()).ShouldBe(Length);

        WorkerProcess<ISharer> worker = pool.Workers[0];
        switch (end)
        {
            case "lets go":
                await pool.Proxy.DropAsync("numbers", Token).DefaultTimeout();
                await worker.StopAsync().DefaultTimeout();
                break;
            case "is killed":
                worker.Kill();
                await worker.Exited.DefaultTimeout();
                break;
            default:
                await worker.StopAsync().DefaultTimeout();
                break;
        }

        numbers[0].ShouldBe(1);
        numbers[0] = 2;
        (await pool.Proxy.SumAsync(numbers, Token).DefaultTimeout()).ShouldBe(Length + 1);
    }

    private static Task<IWorkerPool<ISharer>> StartAsync(int workers) => WorkerPool.StartAsync<ISharer>(
        options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MinWorkers = workers;
            options.Pool.MaxWorkers = workers;
            options.Shared.AddLock("guard").AddArray<long>("numbers", Length);
        },
        cancellationToken: Token).DefaultTimeout();
}
