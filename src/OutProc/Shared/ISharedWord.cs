namespace OutProc.Shared;

/// <summary>A primitive that lives in one word of a shared space.</summary>
internal interface ISharedWord
{
    int Index { get; }

    /// <summary>Takes back what a participant held that has died. Called by the host, before the slot is given to another process.</summary>
    void Repair(int slot);
}
