using BenchmarkDotNet.Attributes;

namespace OutProc.Benchmarks.Payloads;

/// <summary>Payloads against source-generated JSON, both into memory that is reused.</summary>
[MemoryDiagnoser]
public class PayloadBenchmarks
{
    private PayloadCase _case = null!;

    public static IEnumerable<string> Cases => PayloadCase.All.Select(one => one.Name);

    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public void Choose() => _case = PayloadCase.All.Single(one => one.Name == Case);

    [Benchmark(Description = "OutProc write")]
    public void Write() => _case.Write();

    [Benchmark(Description = "OutProc read")]
    public void Read() => _case.Read();

    [Benchmark(Description = "System.Text.Json write")]
    public void WriteJson() => _case.WriteJson();

    [Benchmark(Description = "System.Text.Json read")]
    public void ReadJson() => _case.ReadJson();
}
