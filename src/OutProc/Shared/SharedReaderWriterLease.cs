namespace OutProc.Shared;

/// <summary>Holds a <see cref="SharedReaderWriterLock"/>, to read or to write, until it is disposed.</summary>
/// <remarks>May be disposed on any thread, and more than once: only the first time counts.</remarks>
public sealed class SharedReaderWriterLease : IDisposable, IAsyncDisposable
{
    private readonly SharedReaderWriterLock _lock;
    private int _released;

    internal SharedReaderWriterLease(SharedReaderWriterLock owner, bool writes, bool wasAbandoned)
    {
        _lock = owner;
        CanWrite = writes;
        WasAbandoned = wasAbandoned;
    }

    /// <summary>Whether the lock is held to write.</summary>
    public bool CanWrite { get; }

    /// <summary>Whether the last writer died while it wrote. What the lock guards may be half changed.</summary>
    public bool WasAbandoned { get; }

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _lock.Release(CanWrite);
        }
    }

    /// <summary>Releases the lock. Completes at once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
