using System.Runtime.InteropServices;
using OutProc.Interop;

namespace OutProc.IntegrationTests.Workers;

/// <summary>Opens a descriptor the way careless native libraries do: without close-on-exec.</summary>
internal static class LeakyDescriptor
{
    public static FileDescriptor Of(SafeHandle file) => new(Duplicate((int)file.DangerousGetHandle()));

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);
}
