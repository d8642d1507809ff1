using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Comparisons;

/// <summary>How fast large values travel, one way.</summary>
internal static class BulkComparisons
{
    private const int Small = 1 << 20;
    private const int Large = 64 << 20;

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        (int, string, string)[] sizes = [(Small, "bulk-1m", "tput1m"), (Large, "bulk-64m", "tput64m")];
        foreach ((int size, string name, string test) in sizes)
        {
            Func<IProbe, ValueTask> takeArray = TakeArray(size);
            yield return Create(context, name + "-in", size, test, takeArray);
            yield return Create(context, name + "-out", size, test, probe => GiveArrayAsync(probe, size));
            yield return Create(context, name + "-in-memory", size, test, TakeMemory(size)) with { OnlyFull = true };
            yield return Create(context, name + "-out-memory", size, test, probe => GiveMemoryAsync(probe, size)) with { OnlyFull = true };
            yield return Create(context, name + "-in-to-parked", size, test, takeArray, spins: false) with { OnlyFull = true };
        }
    }

    private static Comparison Create(
        ComparisonContext context, string name, int size, string test, Func<IProbe, ValueTask> call, bool spins = true)
    {
        string[] options = spins ? AnchorPrograms.SpinOptions : [];
        string transport = spins ? "shm_adapt" : "shm_park";
        string anchor = $"C {(spins ? "shm_adapt_20us" : transport)} {test}";
        return new Comparison(
            name,
            [new Metric(name.Replace('-', '_'), "GB/s", anchor, Better.Higher, spins ? 0.5 : null)],
            async () =>
            {
                IProbe probe = await context.Pools.One.ProxyAsync();
                return [await BulkLoops.RateAsync(() => call(probe), context.Duration) * size / 1e9];
            })
        {
            Tool = AnchorTool.C,
            Anchor = async () => new AnchorSample([(await context.Programs.RunIpcAsync(transport, test, options))["throughput"]]),
        };
    }

    private static Func<IProbe, ValueTask> TakeArray(int size)
    {
        Lazy<byte[]> data = LazyData(size);
        return async probe => Check(await probe.TakeArrayAsync(data.Value), size + 1);
    }

    private static Func<IProbe, ValueTask> TakeMemory(int size)
    {
        Lazy<byte[]> data = LazyData(size);
        return async probe => Check(await probe.TakeMemoryAsync(data.Value), size + 1);
    }

    private static async ValueTask GiveArrayAsync(IProbe probe, int size)
    {
        byte[] data = await probe.GiveArrayAsync(size);
        Check(data.Length + data[^1], size + 1);
    }

    private static async ValueTask GiveMemoryAsync(IProbe probe, int size)
    {
        ReadOnlyMemory<byte> data = await probe.GiveMemoryAsync(size);
        Check(data.Length + data.Span[^1], size + 1);
    }

    private static Lazy<byte[]> LazyData(int size) => new(() =>
    {
        byte[] data = new byte[size];
        data.AsSpan().Fill(1);
        return data;
    });

    private static void Check(int result, int expected)
    {
        if (result != expected)
        {
            throw new InvalidOperationException($"A value of {expected - 1} bytes arrived damaged.");
        }
    }
}
