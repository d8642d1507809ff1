namespace OutProc.Contracts;

/// <summary>
/// The wait for a shared lock could not end: its holder waits, itself or through others, for a lock that the waiter holds. One of those who wait is told.
/// </summary>
/// <remarks>Dispose the lease of <see cref="Held"/> and begin again; better, let all take the locks in the same order.</remarks>
public sealed class DeadlockException : OutProcException
{
    internal DeadlockException(string waitedFor, string held, IReadOnlyList<string> cycle)
        : base($"Deadlock between shared locks: {string.Join("; ", cycle)}. Take the locks in the same order everywhere.")
    {
        WaitedFor = waitedFor;
        Held = held;
        Cycle = cycle;
    }

    /// <summary>The name of the lock that was waited for.</summary>
    public string WaitedFor { get; }

    /// <summary>The name of the lock that the waiter holds and others wait for.</summary>
    public string Held { get; }

    /// <summary>Who holds what and waits for what, one sentence for each, from the holder of <see cref="WaitedFor"/> on to the waiter.</summary>
    public IReadOnlyList<string> Cycle { get; }
}
