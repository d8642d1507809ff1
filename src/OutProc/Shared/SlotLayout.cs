using System.Runtime.InteropServices;

namespace OutProc.Shared;

/// <summary>What the processes know of one participant: where it sleeps.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct SlotLayout
{
    public const int Size = 128;

    /// <summary>Counts the rings for this participant; it sleeps on this word.</summary>
    [FieldOffset(0)]
    public int Doorbell;

    /// <summary>The slot of the participant that claimed this one, plus one; 0 when the slot is free. On a line of its own: the doorbell is hot.</summary>
    [FieldOffset(64)]
    public int Parent;

    /// <summary>The process that the slot was claimed for; 0 while it has not been told of it.</summary>
    [FieldOffset(68)]
    public int ProcessId;

    /// <summary>When that process started: another one may get its id.</summary>
    [FieldOffset(72)]
    public long StartTime;
}
