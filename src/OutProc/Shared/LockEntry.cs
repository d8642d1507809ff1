namespace OutProc.Shared;

/// <summary>One of the acquisitions of a lock by a call chain, the first or one further in.</summary>
internal sealed class LockEntry(LockHold hold)
{
    private int _left;

    public LockHold Hold => hold;

    public bool IsOver => Volatile.Read(ref _left) != 0;

    /// <summary>Releases the lock if no other entry is left. Only the first time counts.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            hold.Leave();
        }
    }
}
