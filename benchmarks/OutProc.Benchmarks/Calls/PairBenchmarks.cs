using BenchmarkDotNet.Attributes;

namespace OutProc.Benchmarks.Calls;

/// <summary>As many callers as workers. The figure is that of one call.</summary>
public class PairBenchmarks
{
    private const int Calls = 4_000;

    private IWorkerPool<IAdder> _pool = null!;

    [Params(1, 2)]
    public int Pairs { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
        => _pool = await WorkerPool.StartAsync<IAdder>(options => options.Pool.MinWorkers = options.Pool.MaxWorkers = Pairs);

    [GlobalCleanup]
    public ValueTask StopAsync() => _pool.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Calls, Description = "callers and workers")]
    public Task Call() => Callers.RunAsync(Pairs, Calls, () => _pool.Proxy.AddAsync(1, 2));
}
