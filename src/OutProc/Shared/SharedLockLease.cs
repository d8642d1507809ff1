namespace OutProc.Shared;

/// <summary>Holds a <see cref="SharedLock"/> until it is disposed.</summary>
/// <remarks>May be disposed on any thread, and more than once: only the first time counts. A copy is the same lease.</remarks>
public readonly struct SharedLockLease : IDisposable, IAsyncDisposable, IEquatable<SharedLockLease>
{
    private readonly SharedLock? _lock;

    internal SharedLockLease(SharedLock owner, long token, bool wasAbandoned)
    {
        _lock = owner;
        FencingToken = token;
        WasAbandoned = wasAbandoned;
    }

    /// <summary>
    /// A number that grows with every acquisition of the lock, in any process. Write it along with what the lock guards: who finds a higher one there
    /// than its own has lost the lock meanwhile.
    /// </summary>
    public long FencingToken { get; }

    /// <summary>Whether the holder before died while it held the lock. What the lock guards may be half changed.</summary>
    public bool WasAbandoned { get; }

    /// <summary>Whether the lock is still held by this lease.</summary>
    public bool IsHeld => _lock is not null && _lock.IsHeldBy(FencingToken);

    /// <summary>Whether two leases are the same acquisition.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SharedLockLease left, SharedLockLease right) => left.Equals(right);

    /// <summary>Whether two leases are different acquisitions.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SharedLockLease left, SharedLockLease right) => !left.Equals(right);

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _lock?.Release(FencingToken);

    /// <summary>Releases the lock. Completes at once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <inheritdoc/>
    public bool Equals(SharedLockLease other) => _lock == other._lock && FencingToken == other.FencingToken;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SharedLockLease other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_lock, FencingToken);
}
