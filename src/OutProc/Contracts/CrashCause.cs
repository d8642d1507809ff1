namespace OutProc.Contracts;

/// <summary>Why a worker process ended while it had calls.</summary>
public enum CrashCause
{
    /// <summary>The process ended by itself: exit code, signal, unhandled exception.</summary>
    Exited = 0,

    /// <summary>The worker sent something that is not the protocol (garbage, an oversized frame) and was killed for it.</summary>
    ProtocolViolation = 1,

    /// <summary>The host killed the worker because a cancelled call did not end within the cancel grace.</summary>
    CancelGraceExceeded = 2,

    /// <summary>The host stopped the worker: the pool was disposed, or somebody killed it through the handle.</summary>
    Stopped = 3,

    /// <summary>
    /// The process ran out of memory: its runtime gave up for want of it, or the kernel killed the process to get memory back. Told by the words on
    /// standard error, and by the kernel's count of such kills.
    /// </summary>
    OutOfMemory = 4,

    /// <summary>The host killed the worker because it owed an answer to a heartbeat for too long: the process was stopped, frozen or starved.</summary>
    HeartbeatLost = 5,
}
