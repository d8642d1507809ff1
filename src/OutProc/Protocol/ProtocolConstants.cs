namespace OutProc.Protocol;

/// <summary>The numbers both ends of a conversation must agree on before they have exchanged anything.</summary>
internal static class ProtocolConstants
{
    /// <summary>The first four bytes of a Hello: "OPRC" in little-endian order.</summary>
    public const uint Magic = 0x4352_504F;

    /// <summary>Raised by every change of a frame or message that the other side would misread.</summary>
    public const int Version = 3;

    /// <summary>
    /// The largest payload on the control channel: the worst case of a log record (about 0.6 MiB) and a Welcome with 65,535 methods (0.75
    /// MiB) fit.
    /// </summary>
    public const int MaxControlPayload = 1 << 20;

    /// <summary>The largest frame of a message that travels in chunks, its header included: it stays in the cache between the two copies.</summary>
    public const int MaxChunk = 128 << 10;

    /// <summary>The most messages that are under way in chunks at the same time, in one direction of a channel.</summary>
    public const int MaxOpenMessages = 16;

    /// <summary>
    /// The bytes of requests in chunks that may be under way, or wait in the worker for their turn, before another such request begins. One that has
    /// begun always goes on, so the worker holds at most one message more than this.
    /// </summary>
    public const long RequestWindow = 64 << 20;

    /// <summary>The most requests of a worker to its host that are not answered yet. A worker waits with others.</summary>
    public const int MaxHostRequests = 64;

    /// <summary>The most methods a contract can have; a frame header has 16 bits for the index.</summary>
    public const int MaxMethods = ushort.MaxValue;

    /// <summary>The longest type, method, assembly or category name, in characters. Longer ones are cut by whoever writes them.</summary>
    public const int MaxName = 1024;

    /// <summary>The longest file path, in characters; <c>PATH_MAX</c> is 4096.</summary>
    public const int MaxPath = 8192;
}
