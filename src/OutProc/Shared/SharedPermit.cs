namespace OutProc.Shared;

/// <summary>Holds one permit of a <see cref="SharedSemaphore"/> until it is disposed.</summary>
/// <remarks>May be disposed on any thread, and more than once: only the first time counts.</remarks>
public sealed class SharedPermit : IDisposable, IAsyncDisposable
{
    private readonly SharedSemaphore _semaphore;
    private readonly int _permit;
    private int _released;

    internal SharedPermit(SharedSemaphore semaphore, int permit)
    {
        _semaphore = semaphore;
        _permit = permit;
    }

    /// <summary>Gives the permit back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _semaphore.Release(_permit);
        }
    }

    /// <summary>Gives the permit back. Completes at once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
