using OutProc.Tests.Support;

namespace OutProc.Tests.Transport;

public sealed class InMemoryChannelTests() : FrameChannelTests(ChannelKind.InMemory);
