using OutProc.Transport;

namespace OutProc.Tests.Transport;

public sealed class InMemoryChannelTests() : FrameChannelTests(InMemoryChannel.CreatePair());
