using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>The C library of Linux: the calls on descriptors. What starts and watches processes is in the other parts.</summary>
/// <remarks>All types are those of the 64-bit ABI, which glibc and musl share for what is used here.</remarks>
internal static unsafe partial class LibC
{
    private const string Library = "libc";

    public const int AfUnix = 1;
    public const int SockStream = 1;
    public const int SockCloexec = 0x80000;
    public const int SolSocket = 1;
    public const int ScmRights = 1;
    public const int ShutRd = 0;
    public const int ShutRdWr = 2;

    public const int MsgCtrunc = 0x8;
    public const int MsgDontWait = 0x40;
    public const int MsgNoSignal = 0x4000;
    public const int MsgCmsgCloexec = 0x40000000;

    public const int EfdCloexec = 0x80000;
    public const int EfdNonblock = 0x800;

    public const int FGetFd = 1;
    public const int FSetFd = 2;
    public const int FSetFl = 4;
    public const int FDupFdCloexec = 1030;
    public const int FdCloexec = 1;
    public const int ONonblock = 0x800;
    public const int OCloexec = 0x80000;

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(nint fd);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeHandle fd, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle fd, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(SafeHandle fd, int command, nint argument);

    /// <summary><c>fcntl(F_GETFD)</c> of a descriptor that belongs to somebody else.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl")]
    public static partial int GetDescriptorFlags(int fd, int command, nint unused);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe2(int* descriptors, int flags);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int domain, int type, int protocol, int* sockets);

    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(SafeHandle socket, int how);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(SafeHandle socket, void* buffer, nuint count, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);
}
