using System.Diagnostics;

namespace OutProc.Compare.Measuring;

/// <summary>Loops over calls with large values.</summary>
internal static class BulkLoops
{
    private const int LeastCalls = 3;

    /// <summary>Makes calls for so long, but a few at least.</summary>
    /// <param name="call">Makes one call.</param>
    /// <param name="duration">How long.</param>
    /// <returns>The calls per second.</returns>
    public static async Task<double> RateAsync(Func<ValueTask> call, TimeSpan duration)
    {
        await call();
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        TimeSpan elapsed;
        do
        {
            await call();
            calls++;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < duration || calls < LeastCalls);

        return calls / elapsed.TotalSeconds;
    }
}
