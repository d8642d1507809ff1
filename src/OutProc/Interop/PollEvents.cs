namespace OutProc.Interop;

/// <summary>What a descriptor is waited for, and what came.</summary>
[Flags]
internal enum PollEvents : short
{
    None = 0,
    Readable = 0x1,
    Writable = 0x4,

    /// <summary>Only returned: an error is pending.</summary>
    Error = 0x8,

    /// <summary>Only returned: the peer is gone. What it sent before may still be there to read.</summary>
    HangUp = 0x10,

    /// <summary>Only returned: the descriptor is not open.</summary>
    Invalid = 0x20,
}
