namespace OutProc.Conformance.Running;

/// <summary>How much memory malformed input may make a reader allocate.</summary>
internal static class MemoryLimits
{
    private const long Fixed = 64 * 1024;
    private const long PerByte = 16;

    /// <summary>64 KiB or 16 times the length, whichever is larger.</summary>
    public static long Of(int length) => Math.Max(Fixed, length * PerByte);

    /// <summary>The memory budget of the reader that keeps it below <see cref="Of"/>.</summary>
    public static long Budget(int length) => Of(length);
}
