using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A received frame, or a message that came in chunks. Its payload is private memory, owned by whoever received it.</summary>
/// <param name="Header">The header.</param>
/// <param name="Payload">The payload.</param>
/// <param name="CameInChunks">Whether it came in chunks, and counts against what the sender may have under way.</param>
/// <param name="Attachment">
/// The descriptor that came with it, owned by whoever received it; <c>null</c> also when this process had no room for one more.
/// </param>
internal readonly record struct Frame(FrameHeader Header, PayloadBuffer Payload, bool CameInChunks = false, FileDescriptor? Attachment = null)
{
    /// <summary>Lets go of all that came.</summary>
    public void Drop()
    {
        Payload.Dispose();
        Attachment?.Dispose();
    }
}
