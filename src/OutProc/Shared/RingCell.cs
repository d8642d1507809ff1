using System.Runtime.InteropServices;

namespace OutProc.Shared;

/// <summary>The head of one place of a <see cref="QueueRing"/>; the item's bytes follow it.</summary>
/// <remarks>
/// <see cref="State"/> says everything: the lap of the ring it belongs to, what is in the place, and who is at work on it. It is changed by compare and
/// exchange only, so that who claims a place and who it belongs to become known with the same instruction.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct RingCell
{
    public const int Size = 16;

    /// <summary>Free for the writer of this lap.</summary>
    public const long Empty = 0;

    /// <summary>Claimed by a writer, who is copying its item in.</summary>
    public const long Writing = 1;

    /// <summary>An item that nobody has read.</summary>
    public const long Full = 2;

    /// <summary>An item in the hands of a reader, who has not acknowledged it.</summary>
    public const long Leased = 3;

    /// <summary>An item that came back: to be read again, before those that follow.</summary>
    public const long Returned = 4;

    /// <summary>Nothing: its writer died, or found the queue closed.</summary>
    public const long Void = 5;

    private const int OwnerShift = 3;
    private const int LapShift = 12;
    private const long OwnerMask = 0x1ff;

    [FieldOffset(0)]
    public long State;

    [FieldOffset(8)]
    public int Length;

    /// <summary>How often the item was given to a reader. Written by whoever has the place.</summary>
    [FieldOffset(12)]
    public int Deliveries;

    public static long Word(ulong lap, long state, int owner = 0) => ((long)lap << LapShift) | ((long)owner << OwnerShift) | state;

    public static long StateOf(long word) => word & 7;

    public static int OwnerOf(long word) => (int)((word >> OwnerShift) & OwnerMask);

    public static ulong LapOf(long word) => (ulong)word >> LapShift;
}
