using BenchmarkDotNet.Attributes;

namespace OutProc.Benchmarks.Calls;

/// <summary>Small calls, so many under way at a time, each caller awaiting one after the other. The figure is that of one call.</summary>
[MemoryDiagnoser]
public class InFlightBenchmarks
{
    private const int Calls = 6_400;

    private IWorkerPool<IAdder> _serialized = null!;
    private IWorkerPool<IConcurrentAdder> _concurrent = null!;

    [Params(1, 8, 64)]
    public int InFlight { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _serialized = await WorkerPool.StartAsync<IAdder>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Pool.Prefetch = 16;
        });
        _concurrent = await WorkerPool.StartAsync<IConcurrentAdder>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Pool.MaxConcurrencyPerWorker = InFlight;
        });
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _serialized.DisposeAsync();
        await _concurrent.DisposeAsync();
    }

    [Benchmark(OperationsPerInvoke = Calls, Description = "Serialized, Prefetch 16")]
    public Task Serialized() => Callers.RunAsync(InFlight, Calls, () => _serialized.Proxy.AddAsync(1, 2));

    [Benchmark(OperationsPerInvoke = Calls, Description = "Concurrent")]
    public Task Concurrent() => Callers.RunAsync(InFlight, Calls, () => _concurrent.Proxy.AddAsync(1, 2));
}
