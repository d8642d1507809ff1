namespace OutProc.Contracts;

/// <summary>Why a <see cref="Shared.SharedBarrier"/> is broken.</summary>
public enum BarrierBreakReason
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The time of somebody who waited was over.</summary>
    TimedOut = 1,

    /// <summary>The wait of a participant was cancelled.</summary>
    Cancelled = 2,

    /// <summary>It was broken by <see cref="Shared.SharedBarrier.Abort"/>.</summary>
    Aborted = 3,

    /// <summary>The process of a participant ended.</summary>
    ParticipantEnded = 4,

    /// <summary>The action between two phases threw.</summary>
    ActionFailed = 5,

    /// <summary>It was begun anew by <see cref="Shared.SharedBarrier.Reset"/> while somebody waited.</summary>
    Reset = 6,
}
