namespace OutProc.Transport;

/// <summary>What became of a frame that was to be sent.</summary>
internal enum SendOutcome
{
    /// <summary>It has left.</summary>
    Sent,

    /// <summary>It waits, whole or in part, for room.</summary>
    Pending,

    /// <summary>The channel is closed; the frame is lost.</summary>
    Closed,
}
