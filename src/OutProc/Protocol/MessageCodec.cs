using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>Turns messages into payloads and back.</summary>
internal static class MessageCodec
{
    private static readonly PayloadOptions s_options = new() { MaxMessageBytes = ProtocolConstants.MaxControlPayload };

    /// <summary>Encodes a message into a buffer that becomes the caller's.</summary>
    public static PayloadBuffer Encode<T>(T message)
        where T : IMessage<T>
    {
        var buffer = PayloadBuffer.Rent();
        var writer = new PayloadWriter(buffer, s_options);
        message.Write(ref writer);
        writer.Complete();
        return buffer;
    }

    /// <summary>Decodes a whole payload.</summary>
    /// <exception cref="ProtocolViolationException">The bytes are not such a message.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> payload)
        where T : IMessage<T>
    {
        try
        {
            var reader = new PayloadReader(payload, s_options);
            T message = T.Read(ref reader);
            reader.ExpectEnd();
            return message;
        }
        catch (PayloadException e)
        {
            throw new ProtocolViolationException($"a {typeof(T).Name} that cannot be read: {e.Message}");
        }
    }
}
