using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Comparisons;

/// <summary>How many calls a second, with many under way.</summary>
internal static class ThroughputComparisons
{
    private const int InFlight = 64;

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        yield return Create(context, "flight-64-concurrent", async () =>
        {
            IConcurrentProbe probe = await context.Pools.Concurrent.ProxyAsync();
            return (left, right) => probe.AddAsync(left, right);
        });
        yield return Create(context, "flight-64-serialized", async () =>
        {
            IProbe probe = await context.Pools.Prefetching.ProxyAsync();
            return (left, right) => probe.AddAsync(left, right);
        });
    }

    private static Comparison Create(ComparisonContext context, string name, Func<Task<Func<int, int, ValueTask<int>>>> add) =>
        new(
            name,
            [new Metric(name.Replace('-', '_'), "Mcalls/s", "C sock pipe64", Better.Higher, 1.0)],
            async () => [await CallLoops.RateAsync(await add(), InFlight, context.Duration) / 1e6])
        {
            Tool = AnchorTool.C,
            Anchor = async () => new AnchorSample([(await context.Programs.RunIpcAsync("sock", "pipe64"))["msg_rate"]]),
        };
}
