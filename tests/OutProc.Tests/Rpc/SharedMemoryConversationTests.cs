using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

public sealed class SharedMemoryConversationTests() : ConversationTests(ChannelKind.SharedMemory);
