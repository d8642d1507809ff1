using System.Diagnostics;
using OutProc.Compare.Probes;

namespace OutProc.Compare.Measuring;

/// <summary>The loops that are measured. Nothing in them allocates but the calls themselves, if they do.</summary>
internal static class CallLoops
{
    /// <summary>Calls before the clock starts: the worker wakes up, the caches fill.</summary>
    private const int LeadIn = 200;

    /// <summary>How many calls a caller makes between two looks at the clock, where the calls are not timed one by one.</summary>
    private const int CallsPerLook = 16;

    /// <summary>One caller, one call after the other.</summary>
    public static async ValueTask RunAsync(IProbe probe, LatencyRecorder recorder, TimeSpan duration)
    {
        for (int i = 0; i < LeadIn; i++)
        {
            Check(await probe.AddAsync(i, 1), i + 1);
        }

        long limit = Ticks(duration);
        recorder.Begin();
        while (recorder.ElapsedTicks < limit)
        {
            int left = (int)recorder.Calls;
            Check(await probe.AddAsync(left, 1), left + 1);
            recorder.Mark();
        }
    }

    /// <summary>The same with a method that completes later.</summary>
    public static async ValueTask RunLaterAsync(IProbe probe, LatencyRecorder recorder, TimeSpan duration)
    {
        for (int i = 0; i < LeadIn; i++)
        {
            Check(await probe.AddLaterAsync(i, 1), i + 1);
        }

        long limit = Ticks(duration);
        recorder.Begin();
        while (recorder.ElapsedTicks < limit)
        {
            int left = (int)recorder.Calls;
            Check(await probe.AddLaterAsync(left, 1), left + 1);
            recorder.Mark();
        }
    }

    /// <summary>A number of calls, one after the other.</summary>
    public static async ValueTask CountAsync(IProbe probe, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            Check(await probe.AddAsync(i, 1), i + 1);
        }
    }

    /// <summary>Many callers at once.</summary>
    /// <returns>The calls of all, per second.</returns>
    public static async Task<double> RateAsync(Func<int, int, ValueTask<int>> add, int callers, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        long end = start + Ticks(duration);
        var loops = new Task<long>[callers];
        for (int i = 0; i < callers; i++)
        {
            loops[i] = Task.Run(() => CallUntilAsync(add, end));
        }

        long[] calls = await Task.WhenAll(loops);
        return calls.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> CallUntilAsync(Func<int, int, ValueTask<int>> add, long end)
    {
        long calls = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            for (int i = 0; i < CallsPerLook; i++)
            {
                Check(await add(i, 1), i + 1);
            }

            calls += CallsPerLook;
        }

        return calls;
    }

    private static long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * Stopwatch.Frequency);

    private static void Check(int result, int expected)
    {
        if (result != expected)
        {
            throw new InvalidOperationException($"A call returned {result} instead of {expected}.");
        }
    }
}
