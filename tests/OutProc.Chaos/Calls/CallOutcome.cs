namespace OutProc.Chaos.Calls;

/// <summary>How a call ended.</summary>
internal enum CallOutcome : byte
{
    /// <summary>It did not, yet.</summary>
    Open,

    /// <summary>With its own result.</summary>
    Result,

    /// <summary>With the worker's own exception.</summary>
    RemoteError,

    /// <summary>Cancelled; the worker lived.</summary>
    Cancelled,

    /// <summary>Cancelled; the worker did not obey and was killed.</summary>
    CancelledByKill,

    /// <summary>Its worker died, and it may have been executed.</summary>
    Crashed,

    /// <summary>Its worker died, and it was not executed.</summary>
    CrashedUnstarted,

    /// <summary>It took down too many workers.</summary>
    Poisonous,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>No worker could be started for it.</summary>
    NoWorker,

    /// <summary>An exception that no call should end with.</summary>
    Unexpected,

    /// <summary>A result that is not its own.</summary>
    WrongResult,

    /// <summary>Not ended within the bound.</summary>
    Hung,
}
