using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>The calls on shared memory and on words in it.</summary>
internal static unsafe partial class LibC
{
    public const uint MfdCloexec = 1;
    public const uint MfdAllowSealing = 2;
    public const int FAddSeals = 1033;
    public const int FGetSeals = 1034;
    public const int SealSeal = 1;
    public const int SealShrink = 2;
    public const int SealGrow = 4;

    public const int ProtRead = 1;
    public const int ProtWrite = 2;
    public const int MapShared = 0x01;
    public const int MapPrivate = 0x02;
    public const int MapFixed = 0x10;
    public const int MapAnonymous = 0x20;
    public const int MapNoReserve = 0x4000;
    public const int SeekEnd = 2;

    // Without FUTEX_PRIVATE_FLAG: the two ends have different address spaces.
    private const int FutexOperationWait = 0;
    private const int FutexOperationWake = 1;

    private static readonly nint s_sysFutex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;

    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true)]
    public static partial int MemfdCreate(byte* name, uint flags);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(SafeHandle fd, long length);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeHandle fd, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial void* Map(void* address, nuint length, int protection, int flags, SafeHandle fd, long offset);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial void* MapAnonymousMemory(void* address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(void* address, nuint length);

    /// <summary>Quick and never blocking: the kernel keeps the number where the thread can read it.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    public static partial int CurrentCpu();

    /// <returns>0, or -1 with the reason in <c>errno</c>.</returns>
    public static int FutexWait(int* word, int expected, TimeSpec* timeout)
        => (int)SystemCall(s_sysFutex, (nint)word, FutexOperationWait, expected, (nint)timeout);

    /// <returns>The number of threads that were woken, or -1.</returns>
    public static int FutexWake(int* word, int count) => (int)SystemCall(s_sysFutex, (nint)word, FutexOperationWake, count, 0);
}
