using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>A child process by <c>pidfd</c>: it can be polled, and a signal never reaches another process that got the same number.</summary>
internal sealed unsafe class ProcessDescriptor : FileDescriptor
{
    private ProcessDescriptor(int descriptor, int processId)
        : base(descriptor) => ProcessId = processId;

    public int ProcessId { get; }

    /// <summary>Opens a child that this process has started and not awaited yet.</summary>
    /// <returns><c>null</c> when the child is gone already, which happens only where child signals are ignored.</returns>
    /// <exception cref="PlatformNotSupportedException">The kernel is older than 5.4.</exception>
    public static ProcessDescriptor? Open(int processId)
    {
        int descriptor = LibC.PidfdOpen(processId);
        if (descriptor >= 0)
        {
            return new ProcessDescriptor(descriptor, processId);
        }

        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Errno.NoSuchProcess => null,
            Errno.NotImplemented => throw new PlatformNotSupportedException("OutProc needs Linux 5.4 or newer: this kernel has no pidfd_open."),
            _ => throw new NativeException("pidfd_open", error),
        };
    }

    /// <summary>Ends the process without any of its code running. Harmless when it has ended.</summary>
    public void Kill() => Send(LibC.SigKill);

    /// <summary>Asks the process to end. Harmless when it has ended.</summary>
    public void Terminate() => Send(LibC.SigTerm);

    private void Send(int signal)
    {
        bool held = false;
        try
        {
            DangerousAddRef(ref held);
            _ = LibC.PidfdSendSignal(Number, signal);
        }
        catch (ObjectDisposedException)
        {
            // Disposed after the process was awaited: there is nothing left to end.
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    /// <summary>Ends a child for which no descriptor could be opened. Waits for its end, which a killed process cannot put off.</summary>
    public static void KillAndReap(int processId)
    {
        // The id is the child's until it is awaited here.
        _ = LibC.Kill(processId, LibC.SigKill);
        SignalInfo info = default;
        while (LibC.WaitId(LibC.PPid, (uint)processId, &info, LibC.WExited) < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
        {
        }
    }

    /// <summary>Ends what a child that has ended, and was not awaited yet, has left in the process group that it led.</summary>
    public static void KillGroup(int processId) => _ = LibC.Kill(-processId, LibC.SigKill);

    /// <summary>Asks how the process ended. Never blocks.</summary>
    /// <param name="reap">
    /// Whether to release the process id as well. Until then no other process can have it, so what is named after it can be cleaned up.
    /// </param>
    /// <param name="status">How it ended.</param>
    /// <returns><c>false</c> while the process runs.</returns>
    public bool TryGetExit(bool reap, out ExitStatus status)
    {
        SignalInfo info = default;
        int options = LibC.WExited | LibC.WNoHang | (reap ? 0 : LibC.WNoWait);
        int result;
        do
        {
            result = LibC.WaitId(LibC.PPidFd, (uint)Number, &info, options);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

        if (result < 0)
        {
            // ECHILD: child signals are ignored in this process, or foreign code collects all children.
            status = default;
            return true;
        }

        status = info.Code switch
        {
            LibC.CldExited => new ExitStatus(info.Status, null),
            LibC.CldKilled or LibC.CldDumped => new ExitStatus(null, info.Status),
            _ => default,
        };
        return info.ProcessId != 0;
    }
}
