namespace OutProc.Chaos.Workers;

/// <summary>What a worker does to itself when it is told to.</summary>
public enum Misdeed
{
    /// <summary>Ends its process in order, in the middle of a call.</summary>
    Exit,

    /// <summary>Ends its process as the runtime does after an error that nothing can repair.</summary>
    FailFast,

    /// <summary>Writes through a wild pointer.</summary>
    WildPointer,

    /// <summary>Calls itself until the stack is used up.</summary>
    StackOverflow,

    /// <summary>Writes megabytes to its standard streams.</summary>
    Flood,

    /// <summary>Overwrites words that both processes use to find their frames, then dies.</summary>
    CorruptRings,

    /// <summary>Writes bytes that are no frame to its sockets, then dies.</summary>
    CorruptFrames,

    /// <summary>Opens files until no more can be opened, for a moment.</summary>
    ExhaustDescriptors,
}
