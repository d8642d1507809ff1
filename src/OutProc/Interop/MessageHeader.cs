using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary><c>struct msghdr</c> of the 64-bit ABI.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}
