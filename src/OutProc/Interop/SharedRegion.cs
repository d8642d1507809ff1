using System.Runtime.ConstrainedExecution;

namespace OutProc.Interop;

/// <summary>Memory that two processes see, without a name: a sealed <c>memfd</c>, mapped whole.</summary>
/// <remarks>
/// Touching an address that was unmapped ends the process, and no check can precede every access of every thread. So disposing does not unmap:
/// it lays private zero pages over the range, which returns the memory and leaves late accesses harmless. The addresses are given back
/// when nobody holds this object any more; whoever keeps a pointer into the region keeps the object, or says that it cannot
/// (<see cref="KeepAddresses"/>).
/// </remarks>
internal sealed unsafe class SharedRegion : CriticalFinalizerObject, IDisposable
{
    private const int Seals = LibC.SealShrink | LibC.SealGrow | LibC.SealSeal;

    private readonly Lock _disposeLock = new();
    private volatile bool _disposed;
    private volatile bool _keepsAddresses;

    private SharedRegion(byte* start, nuint length)
    {
        Start = start;
        Length = length;
    }

    ~SharedRegion()
    {
        if (!_keepsAddresses)
        {
            LibC.Unmap(Start, Length);
        }
        else if (!_disposed)
        {
            LayZeroes();
        }
    }

    public byte* Start { get; }

    public nuint Length { get; }

    public bool IsDisposed => _disposed;

    /// <summary>Makes a region of zeroes and the descriptor by which another process can map it.</summary>
    /// <exception cref="NativeException">The system has no memory or no descriptor left, or does not know sealed memory.</exception>
    public static SharedRegion Create(nuint length, out FileDescriptor descriptor)
    {
        ReadOnlySpan<byte> name = "outproc\0"u8;
        fixed (byte* text = name)
        {
            descriptor = new FileDescriptor(LibC.MemfdCreate(text, LibC.MfdCloexec | LibC.MfdAllowSealing));
        }

        try
        {
            if (descriptor.IsInvalid)
            {
                throw NativeException.Last("memfd_create");
            }

            if (LibC.Truncate(descriptor, (long)length) < 0)
            {
                throw NativeException.Last("ftruncate");
            }

            // Without the seals the other process could shrink the file, and the next access here would be a bus error.
            if (LibC.Fcntl(descriptor, LibC.FAddSeals, Seals) < 0)
            {
                throw NativeException.Last("fcntl(F_ADD_SEALS)");
            }

            return Map(descriptor, length);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>Maps a region that another process made.</summary>
    /// <param name="descriptor">The descriptor that came from there. Stays the caller's; the mapping does not need it.</param>
    /// <param name="length">The length that was agreed upon.</param>
    /// <exception cref="NativeException">It cannot be mapped.</exception>
    /// <exception cref="InvalidDataException">It is not sealed memory of that length.</exception>
    public static SharedRegion Open(FileDescriptor descriptor, nuint length)
    {
        int seals = LibC.Fcntl(descriptor, LibC.FGetSeals, 0);
        if (seals < 0 || (seals & LibC.SealShrink) == 0 || LibC.Seek(descriptor, 0, LibC.SeekEnd) != (long)length)
        {
            throw new InvalidDataException($"The descriptor is not sealed memory of {length} bytes.");
        }

        return Map(descriptor, length);
    }

    /// <summary>
    /// Somebody was given a span of the region. A span keeps no object alive, so nothing says when the last one is gone: the addresses stay taken
    /// for as long as the process lives, and the memory behind them is returned as ever.
    /// </summary>
    public void KeepAddresses()
    {
        if (!_keepsAddresses)
        {
            _keepsAddresses = true;
        }
    }

#pragma warning disable CA1816 // Disposing leaves the addresses to the finalizer on purpose; see the remarks of the class.
    public void Dispose()
#pragma warning restore CA1816
    {
        lock (_disposeLock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        LayZeroes();
    }

    /// <summary>If even this fails the shared pages stay until the finalizer; nothing else can be done about it.</summary>
    private void LayZeroes() => LibC.MapAnonymousMemory(
        Start,
        Length,
        LibC.ProtRead | LibC.ProtWrite,
        LibC.MapPrivate | LibC.MapAnonymous | LibC.MapFixed | LibC.MapNoReserve,
        -1,
        0);

    private static SharedRegion Map(FileDescriptor descriptor, nuint length)
    {
        void* start = LibC.Map(null, length, LibC.ProtRead | LibC.ProtWrite, LibC.MapShared, descriptor, 0);
        return (nint)start == -1 ? throw NativeException.Last("mmap") : new SharedRegion((byte*)start, length);
    }
}
