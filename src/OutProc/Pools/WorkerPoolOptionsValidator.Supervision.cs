using System.Globalization;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>What keeps workers alive, and within bounds.</summary>
internal sealed partial class WorkerPoolOptionsValidator
{
    private const long MebiByte = 1 << 20;

    /// <summary>The runtime does not come up with less.</summary>
    private const long MinHeapBytes = 16 * MebiByte;
    private const long MinDataBytes = 64 * MebiByte;
    private const int MinOpenFiles = 64;
    private const int LowestNice = -20;
    private const int HighestNice = 19;

    private static void CheckRestart(RestartOptions restart, List<string> failures)
    {
        Between(failures, "Restart.MaxFailures", restart.MaxFailures, 1, int.MaxValue);
        Between(failures, "Restart.Window", restart.Window, s_shortest, s_maxTimeout);
        Between(failures, "Restart.FirstDelay", restart.FirstDelay, s_shortest, s_maxTimeout);
        Between(failures, "Restart.MaxDelay", restart.MaxDelay, restart.FirstDelay, s_maxTimeout);
    }

    private static void CheckRecycle(RecycleOptions recycle, List<string> failures)
    {
        Between(failures, "Recycle.AfterCalls", recycle.AfterCalls, 1, int.MaxValue);
        Between(failures, "Recycle.AfterAge", recycle.AfterAge, s_shortest, TimeSpan.MaxValue);
        Between(failures, "Recycle.WhenMemoryExceeds", recycle.WhenMemoryExceeds, MebiByte, long.MaxValue);
    }

    private static void CheckHeartbeat(HeartbeatOptions heartbeat, List<string> failures)
    {
        if (heartbeat.Interval != Timeout.InfiniteTimeSpan)
        {
            Between(failures, "Heartbeat.Interval", heartbeat.Interval, s_shortest, s_maxTimeout);
            Between(failures, "Heartbeat.Timeout", heartbeat.Timeout, s_shortest, s_maxTimeout);
        }
    }

    private static void CheckLimits(LimitOptions limits, List<string> failures)
    {
        Between(failures, "Launch.Limits.GcHeapHardLimit", limits.GcHeapHardLimit, MinHeapBytes, long.MaxValue);
        Between(failures, "Launch.Limits.DataBytes", limits.DataBytes, MinDataBytes, long.MaxValue);
        Between(failures, "Launch.Limits.OpenFiles", limits.OpenFiles, MinOpenFiles, int.MaxValue);
        Between(failures, "Launch.Limits.Nice", limits.Nice, LowestNice, HighestNice);
        if (limits.Processors is not { } processors)
        {
            return;
        }

        if (processors.Count == 0)
        {
            failures.Add("Launch.Limits.Processors is empty; a worker needs at least one processor, and null means all of the host's.");
        }

        foreach (int processor in processors)
        {
            Between(failures, "Launch.Limits.Processors", processor, 0, LimitOptions.MaxProcessors - 1);
        }
    }

    private static void Between<T>(List<string> failures, string option, T? value, T min, T max)
        where T : struct, IComparable<T>
    {
        if (value is { } given && (given.CompareTo(min) < 0 || given.CompareTo(max) > 0))
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{option} is {given}; allowed is {min} to {max}."));
        }
    }
}
