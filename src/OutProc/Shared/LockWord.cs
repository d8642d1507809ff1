namespace OutProc.Shared;

/// <summary>How the word of a lock is read: who holds it, for the how many-th time it is held, and two flags.</summary>
/// <remarks>
/// All in one word, so that taking is one instruction after which everybody knows the holder, and giving back is one that fails if the lock is not held by
/// this very acquisition.
/// </remarks>
internal static class LockWord
{
    /// <summary>The slot of the holder plus one; 0 when nobody holds the lock.</summary>
    public const long OwnerMask = 0x1ff;

    /// <summary>Somebody has waited for long: from now on only those who have waited may take the lock.</summary>
    public const long Starving = 1 << 9;

    /// <summary>A process died while it held the lock; whoever takes it is told. In a lease: it was told.</summary>
    public const long Abandoned = 1 << 10;

    public const int TokenShift = 11;

    /// <summary>What stays of the word when the lock is released: the number of acquisitions.</summary>
    public const long TokenMask = -1L << TokenShift;

    public static bool IsHeld(long state) => (state & OwnerMask) != 0;

    /// <summary>The word after the lock was taken from a free state.</summary>
    public static long Take(long state, long owner) => (state & TokenMask) + (1L << TokenShift) + owner;

    public static long Token(long state) => state >>> TokenShift;

    /// <summary>The slot of the holder, or -1.</summary>
    public static int Slot(long state) => (int)(state & OwnerMask) - 1;
}
