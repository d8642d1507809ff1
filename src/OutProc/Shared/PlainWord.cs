namespace OutProc.Shared;

/// <summary>A word where somebody may wait, and nobody holds anything.</summary>
internal sealed class PlainWord(int index) : ISharedWord
{
    public int Index => index;

    public void Repair(int slot)
    {
        // That it waits no more is repaired for every word.
    }
}
