namespace OutProc.Pools;

/// <summary>When a worker that works is replaced by a new process all the same, because what it runs leaks or ages.</summary>
/// <remarks>
/// Make before break: the old worker goes on taking calls until the new one is ready, ends the calls it has, and is stopped. A new one that cannot be
/// started changes nothing. One worker of a pool is replaced at a time.
/// </remarks>
public sealed class RecycleOptions
{
    /// <summary>Replaces a worker when it has been given this many calls. It gets more of them until its replacement is ready.</summary>
    /// <value>The default is <c>null</c>: never. Must be at least 1.</value>
    public int? AfterCalls { get; set; }

    /// <summary>Replaces a worker when it has been ready for this long.</summary>
    /// <value>The default is <c>null</c>: never. Must be positive.</value>
    public TimeSpan? AfterAge { get; set; }

    /// <summary>Replaces a worker when its process has more than this many bytes of memory resident. Looked at every second, from outside.</summary>
    /// <value>The default is <c>null</c>: never. Must be at least 1 MiB. In-process workers have no memory of their own.</value>
    public long? WhenMemoryExceeds { get; set; }
}
