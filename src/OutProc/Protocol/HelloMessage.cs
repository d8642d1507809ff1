using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>The first message of a worker: what it is, before it has loaded anything of the user's.</summary>
internal sealed record HelloMessage(int ProcessId, string RuntimeVersion, string Architecture) : IMessage<HelloMessage>
{
    private const int MaxText = 128;

    public void Write(ref PayloadWriter writer)
    {
        writer.WriteUnmanaged(ProtocolConstants.Magic);
        writer.WriteUnmanaged(ProtocolConstants.Version);
        writer.WriteUnmanaged(ProcessId);
        writer.WriteText(RuntimeVersion, MaxText);
        writer.WriteText(Architecture, MaxText);
    }

    /// <exception cref="ProtocolViolationException">The peer is not an OutProc worker, or one of another protocol version.</exception>
    public static HelloMessage Read(ref PayloadReader reader)
    {
        uint magic = reader.ReadUnmanaged<uint>();
        if (magic != ProtocolConstants.Magic)
        {
            throw new ProtocolViolationException($"a greeting that is not OutProc's (it starts with 0x{magic:X8})");
        }

        // Before the rest is read: another version may have laid it out differently.
        int version = reader.ReadUnmanaged<int>();
        if (version != ProtocolConstants.Version)
        {
            throw new ProtocolViolationException(
                $"protocol version {version}, but this host speaks version {ProtocolConstants.Version}; use the same OutProc package on both sides");
        }

        return new HelloMessage(reader.ReadUnmanaged<int>(), reader.ReadText(MaxText), reader.ReadText(MaxText));
    }
}
