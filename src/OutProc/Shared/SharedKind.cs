namespace OutProc.Shared;

/// <summary>What an entry of a set of shared resources is. The numbers travel.</summary>
internal enum SharedKind : byte
{
    None = 0,
    Lock = 1,
    Semaphore = 2,
    Event = 3,
    Countdown = 4,
    ReaderWriterLock = 5,
    Condition = 6,
    Barrier = 7,
    Value = 8,
    Array = 9,
    Snapshot = 10,
    Queue = 11,
    Pipe = 12,
    Dictionary = 13,
    List = 14,
}
