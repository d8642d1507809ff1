using System.Runtime.InteropServices;

namespace OutProc.Shared;

/// <summary>One entry of the table of words: what the processes share of one lock, event or other primitive.</summary>
/// <remarks>
/// Two cache lines, so that neither the entry nor the line that is fetched along with it is another primitive's. The first holds all that an
/// uncontended operation touches.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal unsafe struct WordLayout
{
    public const int Size = 128;

    /// <summary>The state; what it means is the primitive's affair.</summary>
    [FieldOffset(0)]
    public int State;

    /// <summary>The slot that was rung last; the next ring starts behind it. Written by whoever rings; a race costs fairness only.</summary>
    [FieldOffset(4)]
    public int Rotor;

    /// <summary>The state of a lock: who holds it and for the how many-th time it is held, in one word.</summary>
    [FieldOffset(8)]
    public long Hold;

    /// <summary>A number of the primitive's own: a count, a phase.</summary>
    [FieldOffset(16)]
    public long Value;

    /// <summary>A bit for each slot with threads or tasks that wait here.</summary>
    [FieldOffset(32)]
    public fixed ulong Waiting[SpaceLayout.MaxSlots / 64];

    /// <summary>A bit for each slot that takes part, where a primitive has participants.</summary>
    [FieldOffset(64)]
    public fixed ulong Members[SpaceLayout.MaxSlots / 64];

    /// <summary>What the holder of a lock waits for meanwhile, or who broke a barrier.</summary>
    [FieldOffset(96)]
    public long Note;
}
