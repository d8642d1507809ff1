namespace OutProc.Tests.Support;

/// <summary>The kinds of channel a conversation can run over.</summary>
public enum ChannelKind
{
    /// <summary>Queues of one process.</summary>
    InMemory,

    /// <summary>Socketpairs.</summary>
    Socket,

    /// <summary>Rings in shared memory for data, a socketpair for control.</summary>
    SharedMemory,
}
