namespace OutProc.Rpc;

/// <summary>Something that is due at some time. Lives as long as its owner and is scheduled many times, which costs no memory.</summary>
internal abstract class WheelEntry
{
    /// <summary>The neighbours in the wheel's slot. Touched by the wheel only, under its lock.</summary>
    internal WheelEntry? Previous { get; set; }

    internal WheelEntry? Next { get; set; }

    internal long DueTick { get; set; }

    internal WheelEntryState State { get; set; }

    /// <summary>Asked under the wheel's lock when the time has come. Must be quick and take no lock that anybody holds while scheduling.</summary>
    /// <returns>Zero to be told by <see cref="OnDue"/>; else how much longer to wait.</returns>
    protected internal abstract TimeSpan Postpone();

    /// <summary>The time has come. Runs outside of any lock, on the thread pool; user code must not run here.</summary>
    protected internal abstract void OnDue();
}
