using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    /// <summary>The descriptor; negative entries are skipped by the kernel.</summary>
    public int Descriptor;

    public PollEvents Requested;

    public PollEvents Returned;
}
