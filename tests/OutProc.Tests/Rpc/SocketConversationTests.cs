namespace OutProc.Tests.Rpc;

public sealed class SocketConversationTests() : ConversationTests(sockets: true);
