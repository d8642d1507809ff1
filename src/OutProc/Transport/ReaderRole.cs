namespace OutProc.Transport;

/// <summary>Who may read a channel. A word taken by compare-and-swap: at most one thread holds it, and no user code runs on that thread.</summary>
/// <remarks>
/// Releasing ends with a full fence, and so does announcing work before asking for the role: of a releaser that looks for work and an announcer
/// that looks for a reader, at least one sees the other.
/// </remarks>
internal sealed class ReaderRole
{
    private int _holder;

    /// <summary>Takes the role if nobody has it.</summary>
    public bool TryTake() => Volatile.Read(ref _holder) == 0 && Interlocked.CompareExchange(ref _holder, 1, 0) == 0;

    /// <summary>Gives the role up. The caller looks for work once more afterwards.</summary>
    public void Release() => Interlocked.Exchange(ref _holder, 0);
}
