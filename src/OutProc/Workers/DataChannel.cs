using OutProc.Interop;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>Both ends of the channel that carries calls: the host's, and the descriptor from which the worker makes its own.</summary>
/// <param name="Host">The host's end.</param>
/// <param name="ForWorker">What the worker is sent: the memory's descriptor or the other socket.</param>
/// <param name="RingCapacity">The bytes each ring holds, 0 when the descriptor is a socket.</param>
internal readonly record struct DataChannel(FrameChannel Host, FileDescriptor ForWorker, int RingCapacity)
{
    /// <summary>Makes the channel that was asked for, or the one that can be had.</summary>
    /// <param name="transport">What was asked for.</param>
    /// <param name="maxMessageBytes">The largest payload.</param>
    /// <param name="spinBudget">How long a reader polls before it sleeps.</param>
    /// <param name="refusal">Why there is no shared memory, when sockets were taken in its place.</param>
    /// <exception cref="NativeException">Neither can be had.</exception>
    public static DataChannel Create(WorkerTransport transport, int maxMessageBytes, TimeSpan spinBudget, out NativeException? refusal)
    {
        refusal = null;
        if (transport != WorkerTransport.Socket)
        {
            try
            {
                var host = SharedMemoryChannel.Create(maxMessageBytes, spinBudget, out FileDescriptor memory);
                return new DataChannel(host, memory, SharedMemoryChannel.DefaultCapacity);
            }
            catch (NativeException e) when (transport == WorkerTransport.Auto)
            {
                refusal = e;
            }
        }

        (UnixSocket forHost, UnixSocket forWorker) = UnixSocket.CreatePair();
        return new DataChannel(new SocketChannel(forHost, maxMessageBytes), forWorker, 0);
    }

    /// <summary>Makes the worker's end.</summary>
    /// <param name="descriptor">What came with the Welcome. Owned by this method.</param>
    /// <param name="ringCapacity">What the Welcome says of it.</param>
    /// <param name="maxMessageBytes">The largest payload.</param>
    /// <param name="spinBudget">How long a reader polls before it sleeps.</param>
    public static FrameChannel Open(FileDescriptor descriptor, int ringCapacity, int maxMessageBytes, TimeSpan spinBudget)
    {
        if (ringCapacity == 0)
        {
            return new SocketChannel(new UnixSocket(descriptor.Detach()), maxMessageBytes);
        }

        using (descriptor)
        {
            return SharedMemoryChannel.Open(descriptor, maxMessageBytes, spinBudget, ringCapacity);
        }
    }
}
