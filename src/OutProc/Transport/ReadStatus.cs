namespace OutProc.Transport;

/// <summary>What came of an attempt to read a frame.</summary>
internal enum ReadStatus
{
    /// <summary>A frame was read.</summary>
    Frame,

    /// <summary>There is no whole frame yet; or, for a blocking read, somebody called <see cref="FrameChannel.Wake"/>.</summary>
    Empty,

    /// <summary>The channel is closed and everything that arrived before was read.</summary>
    Closed,
}
