using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A received frame. Its payload is private memory, owned by whoever received the frame.</summary>
internal readonly record struct Frame(FrameHeader Header, PayloadBuffer Payload);
