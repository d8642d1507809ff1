using System.Collections.Concurrent;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A47: four workers at once until all have said everything; each message arrives exactly once. A79: any number of threads may call.

/// <summary>Answers of several workers, asked by several threads, arrive once each and at the right caller.</summary>
public sealed class ManyWorkersAnswerOnceTests
{
    [Theory]
    [InlineData(WorkerTransport.SharedMemory)]
    [InlineData(WorkerTransport.Socket)]
    public async Task Call_FourWorkersEightThreads_EachAnswerArrivesOnceAtItsCaller(WorkerTransport transport)
    {
        const int Threads = 8;
        const int Calls = 200;
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(
            options =>
            {
                options.Launch.Transport = transport;
                options.Pool.MinWorkers = 4;
                options.Pool.MaxWorkers = 4;
            },
            cancellationToken: TestContext.Current.CancellationToken).DefaultTimeout();
        var sums = new ConcurrentBag<int>();
        var processes = new ConcurrentDictionary<int, bool>();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (int i = 0; i < Calls; i++)
            {
                int left = (thread * Calls) + i;
                int sum = await pool.Proxy.AddAsync(left, 1);
                sum.ShouldBe(left + 1);
                sums.Add(sum);
                processes[await pool.Proxy.ProcessIdAsync()] = true;
            }
        }))).DefaultTimeout();

        sums.Order().ShouldBe(Enumerable.Range(1, Threads * Calls));
        processes.Count.ShouldBeInRange(2, 4);
    }
}
