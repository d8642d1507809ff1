using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>An <c>eventfd</c>: a flag that a thread in <c>poll</c> can be woken by. Any thread may set it.</summary>
internal sealed unsafe class EventDescriptor : FileDescriptor
{
    public EventDescriptor()
        : base(LibC.EventFd(0, LibC.EfdCloexec | LibC.EfdNonblock))
    {
        if (IsInvalid)
        {
            throw NativeException.Last("eventfd");
        }
    }

    /// <summary>Sets the flag. Idempotent until <see cref="Reset"/>, and harmless after disposal: then nobody waits any more.</summary>
    public void Set()
    {
        ulong one = 1;
        try
        {
            // The only failures are EAGAIN, when the counter is at its limit and the flag therefore set, and EINTR.
            while (LibC.Write(this, &one, sizeof(ulong)) < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
            {
            }
        }
        catch (ObjectDisposedException)
        {
        }
    }

    /// <summary>Clears the flag.</summary>
    /// <returns>Whether it was set.</returns>
    public bool Reset()
    {
        ulong count;
        nint read;
        do
        {
            read = LibC.Read(this, &count, sizeof(ulong));
        }
        while (read < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        return read == sizeof(ulong);
    }
}
