using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>A <c>struct cmsghdr</c> that carries one descriptor (<c>SCM_RIGHTS</c>), as large as the kernel's alignment makes it.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal struct DescriptorMessage
{
    /// <summary>The length of header and data without padding.</summary>
    public const int UnpaddedSize = 20;

    public nuint Length;
    public int Level;
    public int Type;
    public int Descriptor;
}
