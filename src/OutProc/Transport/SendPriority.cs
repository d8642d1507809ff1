namespace OutProc.Transport;

/// <summary>How much of a ring a frame may use. What is kept free by the lower ones is there for the higher ones.</summary>
internal enum SendPriority
{
    /// <summary>A part of a large message.</summary>
    Bulk,

    /// <summary>Any other frame.</summary>
    Normal,

    /// <summary>A frame that a running method may be waiting for.</summary>
    Urgent,
}
