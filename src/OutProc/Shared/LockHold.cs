namespace OutProc.Shared;

/// <summary>That a call chain holds a lock, from its first acquisition on until the last lease is disposed. Flows with the chain.</summary>
internal sealed class LockHold
{
    /// <summary>The innermost hold of the current call chain, over or not.</summary>
    private static readonly AsyncLocal<LockHold?> s_innermost = new();

    private const int Over = -1;

    /// <summary>The leases that are not disposed; 0 until the lock was taken.</summary>
    private int _entries;
    private bool _isPaused;

    public LockHold(SharedLock owner)
    {
        Lock = owner;
        Outer = Innermost;
    }

    /// <summary>The innermost hold of the current call chain that is not over.</summary>
    public static LockHold? Innermost
    {
        get
        {
            LockHold? hold = s_innermost.Value;
            while (hold is { _entries: Over })
            {
                hold = hold.Outer;
            }

            return hold;
        }
    }

    public SharedLock Lock { get; }

    /// <summary>The hold in which this one was begun.</summary>
    public LockHold? Outer { get; }

    /// <summary>The word of the lock as the acquisition left it.</summary>
    public long Held { get; private set; }

    /// <summary>The lock is given up for a moment, to wait for a condition.</summary>
    public bool IsPaused
    {
        get => Volatile.Read(ref _isPaused);
        set => Volatile.Write(ref _isPaused, value);
    }

    public bool IsHeld => Volatile.Read(ref _entries) > 0 && !IsPaused;

    /// <summary>
    /// Makes this the innermost hold of the chain that calls. Not from an asynchronous method: the caller would not see it.
    /// </summary>
    public void EnterChain() => s_innermost.Value = this;

    /// <summary>The lock was taken.</summary>
    public LockEntry Begin(long held)
    {
        Held = held;
        Volatile.Write(ref _entries, 1);
        return new LockEntry(this);
    }

    /// <summary>The lock was not taken.</summary>
    public void Fail() => Volatile.Write(ref _entries, Over);

    /// <summary>Takes the lock once more, if it is still held.</summary>
    public bool TryEnter()
    {
        int entries = IsPaused ? 0 : Volatile.Read(ref _entries);
        while (entries > 0)
        {
            int seen = Interlocked.CompareExchange(ref _entries, entries + 1, entries);
            if (seen == entries)
            {
                return true;
            }

            entries = seen;
        }

        return false;
    }

    public void Leave()
    {
        // Over before the lock is free: no other task of the chain enters what another process may have taken.
        if (Interlocked.Decrement(ref _entries) == 0 && Interlocked.CompareExchange(ref _entries, Over, 0) == 0)
        {
            Lock.Release(Held);
        }
    }
}
