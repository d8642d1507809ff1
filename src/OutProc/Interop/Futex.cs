using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>Sleeps on a word of shared memory until another process, or this one, wakes it.</summary>
internal static unsafe class Futex
{
    /// <summary>No time limit.</summary>
    public const int Infinite = -1;

    /// <summary>
    /// Sleeps while the word has the value. Returns early for any reason: the value is another, a wake, a signal. The caller looks again.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value that means sleep.</param>
    /// <param name="timeoutMicroseconds">The longest sleep, or <see cref="Infinite"/>.</param>
    public static void Wait(int* word, int value, int timeoutMicroseconds)
    {
        var timeout = new TimeSpec { Seconds = timeoutMicroseconds / 1_000_000, Nanoseconds = timeoutMicroseconds % 1_000_000 * 1000L };
        if (LibC.FutexWait(word, value, timeoutMicroseconds < 0 ? null : &timeout) < 0
            && Marshal.GetLastPInvokeError() is var error
            && error is not (Errno.TryAgain or Errno.Interrupted or Errno.TimedOut))
        {
            throw new NativeException("futex(FUTEX_WAIT)", error);
        }
    }

    /// <summary>Wakes everybody who sleeps on the word.</summary>
    public static void WakeAll(int* word) => LibC.FutexWake(word, int.MaxValue);
}
