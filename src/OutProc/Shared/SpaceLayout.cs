namespace OutProc.Shared;

/// <summary>How a shared space is laid out: a page of facts, the slots of the participants, the words of the primitives.</summary>
internal static class SpaceLayout
{
    /// <summary>The participants at a time: the host and its workers.</summary>
    public const int MaxSlots = 256;

    /// <summary>The primitives in one space.</summary>
    public const int MaxWords = 1024;

    public const int SlotsOffset = 4096;

    public const int WordsOffset = SlotsOffset + (MaxSlots * SlotLayout.Size);

    public const int PermitsOffset = WordsOffset + (MaxWords * WordLayout.Size);

    /// <summary>The permits of all semaphores of one space together. Memory that nobody touches costs nothing.</summary>
    public const int MaxPermits = 64 * 1024;

    public const int Length = PermitsOffset + (MaxPermits * sizeof(int));
}
