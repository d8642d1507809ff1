using System.Diagnostics;
using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;
using OutProc.Shared;

namespace OutProc.Compare.Comparisons;

/// <summary>Memory and queues that processes share.</summary>
internal static class MemoryComparisons
{
    private const int Mebibytes = 64;

    private const int QueuedItems = 1_000_000;

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        yield return new Comparison(
            "shared-array-sum-64m",
            [new Metric("shared_array_sum_64m", "ms", "C child summing a shared mapping", Better.Lower, 1.3)],
            async () => [await MeasureSumAsync(context)])
        {
            Tool = AnchorTool.C,
            Anchor = async () => new AnchorSample([(await context.Programs.RunSumAsync(Mebibytes))["mean"]]),
        };
        yield return new Comparison(
            "shared-queue",
            [new Metric("shared_queue_int_1p1c", "items/s", "Python Queue, 1 producer, 1 consumer", Better.Higher, 5)],
            async () => [await MeasureQueueAsync(context)])
        {
            Tool = AnchorTool.Python,
            Anchor = async () => new AnchorSample([(await context.Programs.RunPythonAsync("queue", context.PythonScale))["Queue_1p1c", "rate"]]),
        };
    }

    private static async Task<double> MeasureSumAsync(ComparisonContext context)
    {
        IWorkerPool<IMemoryProbe> pool = await context.Pools.Memory.GetAsync();
        SharedArray<long> numbers = pool.Shared.Get<SharedArray<long>>(MemoryProbe.Numbers);
        numbers.Span.Fill(3);
        double rate = await BulkLoops.RateAsync(
            async () =>
            {
                if (await pool.Proxy.SumAsync(numbers) != 3L * numbers.Length)
                {
                    throw new InvalidOperationException("The sum of the shared array is wrong.");
                }
            },
            context.Duration);
        return 1000 / rate;
    }

    private static async Task<double> MeasureQueueAsync(ComparisonContext context)
    {
        IWorkerPool<IMemoryProbe> pool = await context.Pools.Memory.GetAsync();
        SharedQueue<int> items = pool.Shared.Get<SharedQueue<int>>(MemoryProbe.Items);
        int count = (int)(QueuedItems * context.PythonScale);
        Task<long> drained = pool.Proxy.DrainAsync(items, count).AsTask();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            await items.WriteAsync(i);
        }

        long sum = await drained;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return sum == (long)count * (count - 1) / 2
            ? count / elapsed.TotalSeconds
            : throw new InvalidOperationException("The queue lost or changed items.");
    }
}
