namespace OutProc.Shared;

/// <summary>What a condition knows of one process, in one number: who waits, who of them was notified, and who of those has not the lock again.</summary>
internal static class ConditionCount
{
    /// <summary>One who waits, notified or not.</summary>
    public const long Waiting = 1L << (2 * Bits);

    /// <summary>One notification that no waiter has taken.</summary>
    public const long Notified = 1L << Bits;

    /// <summary>One who was notified and has not the lock again.</summary>
    public const long Returning = 1;

    private const int Bits = 21;
    private const long Mask = (1L << Bits) - 1;

    public static int Unnotified(long count) => Math.Max(0, (int)(count >>> (2 * Bits)) - (int)((count >>> Bits) & Mask));

    public static bool HasNotified(long count) => ((count >>> Bits) & Mask) != 0;

    /// <summary>All notifications that nobody has acted upon.</summary>
    public static int NotifiedOf(long count) => (int)((count >>> Bits) & Mask) + (int)(count & Mask);
}
