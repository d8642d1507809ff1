using System.Diagnostics;
using System.Globalization;
using OutProc.TestWorkers;

namespace OutProc.Chaos;

/// <summary>A run that kills those who fight over a lock.</summary>
internal static class LockRun
{
    private const int KillsPerLine = 500;

    /// <returns>Whether the lock was never lost and never had twice.</returns>
    public static async Task<bool> RunAsync(ChaosOptions options)
    {
        int workers = Math.Max(2, options.Workers);
        long started = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.LockKills:N0} kills, seed {options.Seed}, {workers} workers"));
        LockKillsReport report = await LockKills.RunAsync(options.LockKills, workers, options.Seed, killed =>
        {
            if (killed % KillsPerLine == 0)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:F0} s {killed,8:N0} kills"));
            }
        });
        Console.WriteLine(report);
        return report.IsClean;
    }
}
