using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OutProc.Interop;

/// <summary>An owned descriptor. It is closed once, and never while a call that uses it is running.</summary>
internal class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>The number, for messages and for calls during which the caller keeps the object alive and undisposed.</summary>
    public int Number => (int)handle;

    /// <summary>Gives the descriptor up without closing it: ownership goes to the caller.</summary>
    public int Detach()
    {
        int number = Number;
        SetHandleAsInvalid();
        return number;
    }

    /// <summary>Another descriptor of the same file, close-on-exec. Owned by the caller.</summary>
    /// <exception cref="NativeException">This process has no descriptor left.</exception>
    public FileDescriptor Duplicate() => CopyOf(this);

    /// <summary>Another descriptor of the file that a handle is of, close-on-exec. Owned by the caller.</summary>
    /// <exception cref="NativeException">This process has no descriptor left.</exception>
    public static FileDescriptor CopyOf(SafeHandle handle)
    {
        int copy = LibC.Fcntl(handle, LibC.FDupFdCloexec, 0);
        return copy >= 0 ? new FileDescriptor(copy) : throw NativeException.Last("fcntl(F_DUPFD_CLOEXEC)");
    }

    /// <summary>Keeps the descriptor out of programs that this process starts by <c>exec</c>.</summary>
    public void SetCloseOnExec()
    {
        if (LibC.Fcntl(this, LibC.FSetFd, LibC.FdCloexec) < 0)
        {
            throw NativeException.Last("fcntl(F_SETFD)");
        }
    }

    // No retry on EINTR: Linux has released the number by then, and it may be another file's already.
    protected override bool ReleaseHandle() => LibC.Close(handle) == 0;
}
