using System.Runtime.InteropServices;

namespace OutProc.Compare.Measuring;

/// <summary>The processor time of any process, in nanoseconds.</summary>
/// <remarks>
/// <c>/proc/PID/stat</c> counts ticks of ten milliseconds, and the files of the threads forget a thread that has ended. The kernel has a
/// clock for each process; glibc derives its number from the process id in the same way.
/// </remarks>
internal static partial class ProcessorClock
{
    /// <summary>The kind of clock that the scheduler keeps, of a whole process.</summary>
    private const int SchedulerClock = 2;

    public static TimeSpan Read(int processId)
    {
        int clock = (~processId << 3) | SchedulerClock;
        return GetTime(clock, out TimeSpec time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
            : throw new InvalidOperationException($"The process {processId} has no clock; it may have ended.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
