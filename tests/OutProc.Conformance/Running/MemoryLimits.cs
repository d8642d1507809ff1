using System.Numerics;

namespace OutProc.Conformance.Running;

/// <summary>How much memory malformed input may make a reader allocate.</summary>
internal static class MemoryLimits
{
    private const long Fixed = 64 * 1024;
    private const long PerByte = 16;
    private const long ForException = 16 * 1024;

    /// <summary>
    /// What the runtime allocates to record the frames an exception passes: 32 bytes each, in an array that doubles. It depends on the
    /// depth of the call alone, which <c>MaxDepth</c> bounds, and is all that is left out when memory is compared with its limit.
    /// </summary>
    public static long OfTrace(int frames) => 2 * 32L * BitOperations.RoundUpToPowerOf2((uint)frames);

    /// <summary>64 KiB or 16 times the length, whichever is larger.</summary>
    public static long Of(int length) => Math.Max(Fixed, length * PerByte);

    /// <summary>
    /// The memory budget of a reader that stays below <see cref="Of"/>. The reader adds 8 bytes for each byte, and the exception in which
    /// it ends takes some, too.
    /// </summary>
    public static long Budget(int length) => Of(length) - (8L * length) - ForException;
}
