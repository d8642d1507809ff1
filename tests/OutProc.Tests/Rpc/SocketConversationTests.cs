using OutProc.Tests.Support;

namespace OutProc.Tests.Rpc;

public sealed class SocketConversationTests() : ConversationTests(ChannelKind.Socket);
