using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary><c>struct timespec</c> of the 64-bit ABI.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;
}
