using BenchmarkDotNet.Attributes;
using OutProc.Workers;

namespace OutProc.Benchmarks.Calls;

/// <summary>The smallest call, one at a time: a method that completes at once, and one that completes later.</summary>
[MemoryDiagnoser]
public class UnaryBenchmarks
{
    private IWorkerPool<IAdder> _pool = null!;
    private IAdder _adder = null!;

    [Params(WorkerTransport.SharedMemory, WorkerTransport.Socket)]
    public WorkerTransport Transport { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _pool = await WorkerPool.StartAsync<IAdder>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Launch.Transport = Transport;
        });
        _adder = _pool.Proxy;
    }

    [GlobalCleanup]
    public ValueTask StopAsync() => _pool.DisposeAsync();

    [Benchmark(Description = "sync method")]
    public ValueTask<int> Sync() => _adder.AddAsync(1, 2);

    [Benchmark(Description = "async method")]
    public ValueTask<int> Async() => _adder.AddLaterAsync(1, 2);
}
