using BenchmarkDotNet.Attributes;

namespace OutProc.Benchmarks.Calls;

/// <summary>Values of all sizes: to the worker, from it, and both ways.</summary>
[MemoryDiagnoser]
public class SizeBenchmarks
{
    private IWorkerPool<IStore> _pool = null!;
    private byte[] _data = null!;

    [Params(32, 1 << 10, 64 << 10, 1 << 20, 64 << 20)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _data = new byte[Bytes];
        new Random(1).NextBytes(_data);
        _pool = await WorkerPool.StartAsync<IStore>(options => options.Pool.MaxWorkers = 1);
    }

    [GlobalCleanup]
    public ValueTask StopAsync() => _pool.DisposeAsync();

    [Benchmark(Description = "to the worker")]
    public ValueTask<int> Take() => _pool.Proxy.TakeAsync(_data);

    [Benchmark(Description = "from the worker")]
    public ValueTask<byte[]> Give() => _pool.Proxy.GiveAsync(Bytes);

    [Benchmark(Description = "there and back")]
    public ValueTask<byte[]> Echo() => _pool.Proxy.EchoAsync(_data);
}
