using System.Runtime.InteropServices;

namespace OutProc.Shared;

/// <summary>What the processes know of one participant: where it sleeps, and who it is.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct SlotLayout
{
    public const int Size = 128;

    /// <summary>The participant looks after its waiters, or will before it sleeps.</summary>
    public const int Awake = 0;

    /// <summary>It sleeps, or is about to; whoever rings has to wake it.</summary>
    public const int Asleep = 1;

    /// <summary>It was rung and has not looked yet.</summary>
    public const int Rung = 2;

    /// <summary>One of the three above; the participant sleeps on this word.</summary>
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

    /// <summary>The process of the participant, as it says itself; for messages only.</summary>
    [FieldOffset(80)]
    public int OwnProcessId;

    /// <summary>The number of the worker in its pool plus one, or 0 where there is none; for messages only.</summary>
    [FieldOffset(84)]
    public int Worker;
}
