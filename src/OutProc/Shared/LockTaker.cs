namespace OutProc.Shared;

/// <summary>Who wants a lock: it decides whether those who starve go first.</summary>
internal enum LockTaker
{
    /// <summary>Has not queued; goes behind everybody who waits.</summary>
    Newcomer,

    /// <summary>Queues as the first of its process; goes behind the other processes.</summary>
    Entering,

    /// <summary>Has waited and was woken.</summary>
    Waiter,
}
