using System.Diagnostics;
using System.Runtime.InteropServices;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>Waits for the end of processes that are not ours. A process that nobody has reaped yet counts as ended.</summary>
internal static partial class ProcessEnd
{
    private const int PidFdOpen = 434;
    private const int NoSuchProcess = 3;
    private const int Interrupted = 4;
    private const short PollIn = 1;

    /// <summary>Whether the process ends within the time.</summary>
    public static Task<bool> WithinAsync(int processId, TimeSpan time) => Task.Run(() => Wait(processId, time)).DefaultTimeout();

    private static bool Wait(int processId, TimeSpan time)
    {
        int descriptor = (int)SystemCall(PidFdOpen, processId, 0);
        if (descriptor < 0)
        {
            Marshal.GetLastPInvokeError().ShouldBe(NoSuchProcess);
            return true;
        }

        try
        {
            PollDescriptor poll = new() { Descriptor = descriptor, Events = PollIn };
            long started = Stopwatch.GetTimestamp();
            while (true)
            {
                TimeSpan left = time - Stopwatch.GetElapsedTime(started);
                int ready = Poll(ref poll, 1, (int)Math.Max(left.TotalMilliseconds, 0));
                if (ready >= 0)
                {
                    return ready == 1;
                }

                // The end of a child of our own interrupts the wait.
                Marshal.GetLastPInvokeError().ShouldBe(Interrupted);
            }
        }
        finally
        {
            Close(descriptor).ShouldBe(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, int processId, uint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptor, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
