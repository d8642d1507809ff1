namespace OutProc.Compare.Probes;

/// <summary>Methods that do next to nothing: what is measured is the call.</summary>
[RemoteWorker]
public sealed class Probe
{
    private readonly Dictionary<int, byte[]> _results = [];

    public int Add(int left, int right) => left + right;

    /// <summary>Completes on another thread, as most asynchronous methods do.</summary>
    public async Task<int> AddLater(int left, int right)
    {
        await Task.Yield();
        return left + right;
    }

    public int TakeArray(byte[] data) => data.Length + data[^1];

    public int TakeMemory(ReadOnlyMemory<byte> data) => data.Length + data.Span[^1];

    /// <summary>Returns an array that exists already, as a peer in C sends one.</summary>
    public byte[] GiveArray(int length) => Result(length);

    public ReadOnlyMemory<byte> GiveMemory(int length) => Result(length);

    public byte[] Echo(byte[] data) => data;

    /// <summary>What this process has allocated since its start.</summary>
    public long AllocatedBytes() => GC.GetTotalAllocatedBytes(precise: true);

    public string GarbageCollector() => ProcessFacts.GarbageCollector();

    private byte[] Result(int length)
    {
        if (!_results.TryGetValue(length, out byte[]? result))
        {
            result = new byte[length];
            result.AsSpan().Fill(1);
            _results.Add(length, result);
        }

        return result;
    }
}
