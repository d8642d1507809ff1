using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace OutProc.Benchmarks.Calls;

/// <summary>A new process each time: until its first result, and to its end.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 20, invocationCount: 1)]
public class SpawnBenchmarks
{
    [Benchmark(Description = "start, first result, end")]
    public async Task<int> StartCallEnd()
    {
        await using IWorkerPool<IAdder> pool = await WorkerPool.StartAsync<IAdder>(options => options.Pool.MaxWorkers = 1);
        return await pool.Proxy.AddAsync(1, 2);
    }
}
