using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <content>Exceptions among the values of a payload: the bytes of a message, as a collection.</content>
internal static partial class RemoteErrors
{
    /// <summary>Writes what <see cref="RemoteErrorBuilder"/> keeps of an exception, at most 384 KiB and a few numbers.</summary>
    public static void WriteValue(ref PayloadWriter writer, Exception? value)
    {
        if (value is null)
        {
            writer.WriteNullCollection();
            return;
        }

        // Encoded aside: the length stands in front of the bytes.
        using PayloadBuffer encoded = MessageCodec.Encode(RemoteErrorBuilder.Build(value));
        writer.WriteSpan(encoded.WrittenSpan);
    }

    /// <summary>Reads what <see cref="WriteValue"/> wrote, in place and under the limits of the payload around it.</summary>
    public static Exception? ReadValue(ref PayloadReader reader)
    {
        int length = reader.ReadUnmanaged<int>();
        if (length == PayloadFormat.NullCollection)
        {
            return null;
        }

        if ((uint)length > (uint)Math.Min(reader.Remaining, ProtocolConstants.MaxControlPayload))
        {
            throw reader.Invalid(
                $"an exception claims {length} bytes; {reader.Remaining} remain, and {ProtocolConstants.MaxControlPayload} are the limit");
        }

        int end = reader.Consumed + length;
        RemoteErrorMessage message = RemoteErrorMessage.Read(ref reader);
        reader.EndSlot(end);
        return Rebuild(message, worker: null, method: null);
    }
}
