using System.Runtime.CompilerServices;

namespace OutProc.Shared;

/// <summary>Holds a <see cref="SharedLock"/> until it is disposed.</summary>
/// <remarks>May be disposed on any thread, and more than once: only the first time counts. A copy is the same lease.</remarks>
public readonly struct SharedLockLease : IDisposable, IAsyncDisposable, IEquatable<SharedLockLease>
{
    /// <summary>The lock, or the entry of a call chain into it.</summary>
    private readonly object? _owner;

    /// <summary>The word of the lock as this acquisition left it.</summary>
    private readonly long _held;

    internal SharedLockLease(SharedLock owner, long held)
    {
        _owner = owner;
        _held = held;
    }

    internal SharedLockLease(LockEntry entry)
    {
        _owner = entry;
        _held = entry.Hold.Held;
    }

    /// <summary>
    /// A number that grows with every acquisition of the lock, in any process. Write it along with what the lock guards: who finds a higher one there
    /// than its own has lost the lock meanwhile. It is another one after the lease waited for a <see cref="SharedCondition"/>.
    /// </summary>
    public long FencingToken => Lock is { } owner ? LockWord.Token(owner.Current(_held)) : 0;

    /// <summary>Whether the holder before died while it held the lock. What the lock guards may be half changed.</summary>
    public bool WasAbandoned => Lock is { } owner && owner.WasAbandoned(_held);

    /// <summary>Whether the lock is still held by this lease.</summary>
    public bool IsHeld => _owner is LockEntry { IsOver: true } ? false : Lock is { } owner && owner.IsHeldBy(_held);

    /// <summary>The lock, or <c>null</c> of a default value.</summary>
    internal SharedLock? Lock => _owner as SharedLock ?? (_owner as LockEntry)?.Hold.Lock;

    /// <summary>What the lock was taken as. Stays the same when the lock is given up and resumed.</summary>
    internal long Held => _held;

    /// <summary>Whether two leases are the same acquisition.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(SharedLockLease left, SharedLockLease right) => left.Equals(right);

    /// <summary>Whether two leases are different acquisitions.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(SharedLockLease left, SharedLockLease right) => !left.Equals(right);

    /// <summary>Releases the lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose()
    {
        if (_owner is SharedLock owner)
        {
            owner.Release(_held);
        }
        else
        {
            (_owner as LockEntry)?.Leave();
        }
    }

    /// <summary>Releases the lock. Completes at once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>Gives the lock up, all entries of a call chain at once, until <see cref="Resume"/>.</summary>
    internal void Pause()
    {
        if (_owner is LockEntry entry)
        {
            entry.Hold.IsPaused = true;
        }

        Lock!.Release(_held);
    }

    /// <summary>The lock is held again: see <see cref="SharedLock.ResumeAsync"/>.</summary>
    internal void Resume()
    {
        if (_owner is LockEntry entry)
        {
            entry.Hold.IsPaused = false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(SharedLockLease other) => _owner == other._owner && _held == other._held;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SharedLockLease other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _held);
}
