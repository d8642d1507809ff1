namespace OutProc.Shared;

/// <summary>What a <see cref="SharedLock"/> does beyond locking. Each costs a little at every acquisition.</summary>
[Flags]
public enum SharedLockOptions
{
    /// <summary>Nothing: the quickest lock.</summary>
    None = 0,

    /// <summary>
    /// Whoever holds the lock may take it again: it is free when every lease was disposed. Who holds it is the chain of calls in one process, through
    /// <c>await</c> and started tasks, and not a thread.
    /// </summary>
    Reentrant = 1,

    /// <summary>
    /// A wait that cannot end, because the holder waits for a lock that the waiter holds, ends with <see cref="Contracts.DeadlockException"/>. All locks of
    /// the cycle need the option.
    /// </summary>
    DetectDeadlocks = 2,
}
