using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>Waits for descriptors.</summary>
internal static unsafe class Poller
{
    public const int Infinite = -1;

    /// <summary>Waits until a descriptor is ready, the event is set or the time is over.</summary>
    /// <param name="descriptor">What is waited for.</param>
    /// <param name="events">In what way; <see cref="PollEvents.Error"/> and <see cref="PollEvents.HangUp"/> are always included.</param>
    /// <param name="wake">An event that ends the wait as well. It is left set.</param>
    /// <param name="woken">Whether the event was set.</param>
    /// <param name="timeoutMilliseconds">The time, or <see cref="Infinite"/>. A wait that a signal interrupts starts again.</param>
    /// <returns>The state of <paramref name="descriptor"/>; <see cref="PollEvents.None"/> when it is not ready.</returns>
    public static PollEvents Wait(
        FileDescriptor descriptor, PollEvents events, EventDescriptor? wake, out bool woken, int timeoutMilliseconds = Infinite)
    {
        bool descriptorHeld = false;
        bool wakeHeld = false;
        try
        {
            descriptor.DangerousAddRef(ref descriptorHeld);
            wake?.DangerousAddRef(ref wakeHeld);
            PollFd* entries = stackalloc PollFd[2];
            entries[0] = new PollFd { Descriptor = descriptor.Number, Requested = events };
            entries[1] = new PollFd { Descriptor = wake?.Number ?? -1, Requested = PollEvents.Readable };
            Wait(entries, 2, timeoutMilliseconds);
            woken = entries[1].Returned != PollEvents.None;
            return entries[0].Returned;
        }
        finally
        {
            if (wakeHeld)
            {
                wake!.DangerousRelease();
            }

            if (descriptorHeld)
            {
                descriptor.DangerousRelease();
            }
        }
    }

    /// <summary>Waits for any of many descriptors, which the caller keeps open meanwhile.</summary>
    /// <returns>How many are ready; 0 when the time is over.</returns>
    public static int Wait(PollFd* entries, int count, int timeoutMilliseconds)
    {
        while (true)
        {
            int ready = LibC.Poll(entries, (nuint)count, timeoutMilliseconds);
            if (ready >= 0)
            {
                return ready;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error != Errno.Interrupted)
            {
                throw new NativeException("poll", error);
            }
        }
    }
}
