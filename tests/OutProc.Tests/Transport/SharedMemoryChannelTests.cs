using OutProc.Tests.Support;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

public sealed class SharedMemoryChannelTests() : FrameChannelTests(ChannelKind.SharedMemory)
{
}
