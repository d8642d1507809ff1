using OutProc.Tests.Support;

namespace OutProc.Tests.Transport;

public sealed class SharedMemoryLargeMessageTests() : LargeMessageTests(ChannelKind.SharedMemory)
{
}
