using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>What <c>waitid</c> fills of <c>siginfo_t</c>, in the 64-bit layout.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct SignalInfo
{
    [FieldOffset(8)]
    public int Code;

    /// <summary>Zero when no child has changed state.</summary>
    [FieldOffset(16)]
    public int ProcessId;

    [FieldOffset(24)]
    public int Status;
}
