using OutProc.Tests.Support;

namespace OutProc.Tests.Transport;

public sealed class SocketLargeMessageTests() : LargeMessageTests(ChannelKind.Socket)
{
}
