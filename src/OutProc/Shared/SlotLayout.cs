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
}
