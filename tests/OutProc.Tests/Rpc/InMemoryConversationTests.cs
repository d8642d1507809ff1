namespace OutProc.Tests.Rpc;

public sealed class InMemoryConversationTests() : ConversationTests(sockets: false);
