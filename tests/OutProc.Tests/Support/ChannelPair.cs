using OutProc.Interop;
using OutProc.Transport;

namespace OutProc.Tests.Support;

/// <summary>Both ends of a channel.</summary>
internal static class ChannelPair
{
    public static (FrameChannel First, FrameChannel Second) Create(ChannelKind kind, int maxPayload, int ringCapacity = 128 << 10)
    {
        switch (kind)
        {
            case ChannelKind.Socket:
                (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
                return (new SocketChannel(first, maxPayload), new SocketChannel(second, maxPayload));
            case ChannelKind.SharedMemory:
                TimeSpan spin = SpinPolicy.DefaultBudget;
                var made = SharedMemoryChannel.Create(maxPayload, spin, out FileDescriptor descriptor, ringCapacity);
                using (descriptor)
                {
                    return (made, SharedMemoryChannel.Open(descriptor, maxPayload, spin, ringCapacity));
                }

            default:
                return InMemoryChannel.CreatePair();
        }
    }
}
