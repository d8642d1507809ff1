using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

public sealed class InMemoryConversationTests() : ConversationTests(ChannelKind.InMemory);
