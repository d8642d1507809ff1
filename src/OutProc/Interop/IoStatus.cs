namespace OutProc.Interop;

/// <summary>What came of a send or a receive.</summary>
internal enum IoStatus
{
    /// <summary>At least one byte was moved.</summary>
    Done,

    /// <summary>Nothing was moved: the call would have had to wait.</summary>
    WouldBlock,

    /// <summary>Nothing was moved and never will be: the peer, or this side, has closed the stream.</summary>
    Closed,
}
