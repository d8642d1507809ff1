using BenchmarkDotNet.Attributes;
using OutProc.Benchmarks.Baselines;

namespace OutProc.Benchmarks.Calls;

/// <summary>One call at a time of one method: in this process, by OutProc, and by what people write when they have no OutProc.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private readonly Echo _local = new();
    private IWorkerPool<IEcho> _pool = null!;
    private IEcho _remote = null!;
    private NamedPipeEcho _pipe = null!;
    private StdioEcho _stdio = null!;
    private EchoMessage _message = null!;

    [Params(100, 100_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        byte[] data = new byte[Bytes];
        new Random(1).NextBytes(data);
        _message = new EchoMessage(1, "an ordinary message", data);

        _pool = await WorkerPool.StartAsync<IEcho>(options => options.Pool.MaxWorkers = 1);
        _remote = _pool.Proxy;
        _pipe = await NamedPipeEcho.StartAsync();
        _stdio = StdioEcho.Start();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _pool.DisposeAsync();
        await _pipe.DisposeAsync();
        _stdio.Dispose();
    }

    [Benchmark(Baseline = true, Description = "direct call")]
    public EchoMessage Direct() => _local.Send(_message);

    [Benchmark(Description = "OutProc")]
    public ValueTask<EchoMessage> OutProcCall() => _remote.SendAsync(_message);

    [Benchmark(Description = "named pipe, JSON")]
    public Task<EchoMessage> NamedPipeJson() => _pipe.SendAsync(_message);

    [Benchmark(Description = "stdio, JSON lines")]
    public Task<EchoMessage> StdioJsonLines() => _stdio.SendAsync(_message);
}
