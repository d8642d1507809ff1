using System.Text;

namespace OutProc.Interop;

/// <summary>What a worker process does to itself before anything else.</summary>
internal static unsafe class WorkerProcessSetup
{
    // The kernel cuts names at 15 bytes and a null.
    private const int MaxNameBytes = 16;

    private const int StandardError = 2;

    /// <summary>Binds the life of this process to its host's: the kernel kills it when the host ends, however that happens.</summary>
    /// <returns><c>false</c> when the host is gone already.</returns>
    public static bool DieWithHost(int hostProcessId)
    {
        if (LibC.ProcessControl(LibC.PrSetPdeathsig, LibC.SigKill, 0, 0, 0) != 0)
        {
            throw NativeException.Last("prctl(PR_SET_PDEATHSIG)");
        }

        // After the request, not before: a host that ended in between would leave this process running for ever.
        return LibC.GetParentProcessId() == hostProcessId;
    }

    /// <summary>Takes <see cref="DieWithHost"/> back.</summary>
    public static void OutliveHost()
    {
        if (LibC.ProcessControl(LibC.PrSetPdeathsig, 0, 0, 0, 0) != 0)
        {
            throw NativeException.Last("prctl(PR_SET_PDEATHSIG)");
        }
    }

    /// <summary>Names the calling thread, when it is the first one the whole process, in <c>ps</c> and <c>top</c>.</summary>
    public static void SetName(string name)
    {
        byte* utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(MaxNameBytes) + 1];
        string cut = name.Length > MaxNameBytes ? name[..MaxNameBytes] : name;
        int length = Encoding.UTF8.GetBytes(cut, new Span<byte>(utf8, Encoding.UTF8.GetMaxByteCount(MaxNameBytes)));
        utf8[length] = 0;

        // Cosmetics: a failure changes nothing.
        _ = LibC.ProcessControl(LibC.PrSetName, (nuint)utf8, 0, 0, 0);
    }

    /// <summary>Ends the process without running any more of its code: no finalizers, no exit handlers that could hang.</summary>
    public static void ExitNow(int code) => LibC.ExitNow(code);

    /// <summary>Writes to standard error without the console's machinery.</summary>
    public static void WriteError(ReadOnlySpan<byte> utf8)
    {
        var standardError = new FileDescriptor(StandardError);
        fixed (byte* bytes = utf8)
        {
            // Nobody may be listening; there is no other place to complain at.
            _ = LibC.Write(standardError, bytes, (nuint)utf8.Length);
        }

        standardError.Detach();
    }
}
