using System.Diagnostics;
using OutProc.Compare.Anchors;
using OutProc.Compare.Measuring;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Comparisons;

/// <summary>What workers cost beside time: memory, idle processors, starts.</summary>
internal static class CostComparisons
{
    /// <summary>After this a pool that was used is as idle as it gets.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(2);

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        yield return new Comparison(
            "allocations",
            [
                new Metric("allocated_host", "B/call", null, Better.Lower, 0),
                new Metric("allocated_worker", "B/call", null, Better.Lower, 0),
            ],
            () => MeasureAllocationsAsync(context));
        yield return new Comparison(
            "idle-pool",
            [
                new Metric("idle_pool_of_8", "% of a core", null, Better.Lower, 0.5),
                new Metric("idle_pool_of_8_host", "% of a core", null, Better.Lower),
            ],
            () => MeasureIdleAsync(context))
        {
            Repetitions = 1,
            WarmsUp = false,
        };
        yield return new Comparison(
            "cold-start", [new Metric("cold_start", "ms", "Python spawn", Better.Lower, 1.2)], async () => [await MeasureStartAsync()])
        {
            Tool = AnchorTool.Python,
            Anchor = async () =>
                new AnchorSample([(await context.Programs.RunPythonAsync("start_spawn", 0.34))["spawn", "process_start_to_first_msg"]]),
        };
    }

    private static async Task<double[]> MeasureAllocationsAsync(ComparisonContext context)
    {
        int calls = context.Full ? 100_000 : 20_000;
        IProbe probe = await context.Pools.One.ProxyAsync();

        // Twice: the second time tells what the question itself takes.
        long first = await probe.AllocatedBytesAsync();
        long workerStart = await probe.AllocatedBytesAsync();
        long question = workerStart - first;
        long hostStart = GC.GetTotalAllocatedBytes(precise: true);
        await CallLoops.CountAsync(probe, calls);
        long host = GC.GetTotalAllocatedBytes(precise: true) - hostStart;
        long worker = await probe.AllocatedBytesAsync() - workerStart - question;
        return [PerCall(host, calls), PerCall(worker, calls)];
    }

    /// <summary>An object is 24 bytes at least: hundredths of a byte per call are the loop's state machine and the runtime.</summary>
    private static double PerCall(long bytes, int calls) => Math.Round((double)Math.Max(0, bytes) / calls, 1);

    private static async Task<double[]> MeasureIdleAsync(ComparisonContext context)
    {
        IWorkerPool<IProbe> pool = await context.Pools.Eight.GetAsync();
        int[] workers = [.. pool.Workers.Select(worker => worker.ProcessId)];
        await Task.Delay(s_settling);

        long start = Stopwatch.GetTimestamp();
        (TimeSpan hostStart, TimeSpan workersStart) = ReadClocks(workers);
        await Task.Delay(TimeSpan.FromSeconds(context.Full ? 10 : 3));
        (TimeSpan host, TimeSpan others) = ReadClocks(workers);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        host -= hostStart;
        return [(host + others - workersStart) / elapsed * 100, host / elapsed * 100];
    }

    private static (TimeSpan Host, TimeSpan Workers) ReadClocks(int[] workers)
    {
        TimeSpan sum = TimeSpan.Zero;
        foreach (int worker in workers)
        {
            sum += ProcessorClock.Read(worker);
        }

        return (ProcessorClock.Read(Environment.ProcessId), sum);
    }

    private static async Task<double> MeasureStartAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await using IWorkerPool<IProbe> pool = await WorkerPool.StartAsync<IProbe>(static options => options.Pool.MaxWorkers = 1);
        await pool.Proxy.AddAsync(1, 1);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
