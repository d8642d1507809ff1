using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>The error that a queue may be completed with: as text, like every exception that crosses.</summary>
internal static class QueueError
{
    private static readonly PayloadOptions s_limit = new() { MaxMessageBytes = QueueShape.MaxErrorBytes };

    public static bool TryComplete(QueueRing ring, Exception? error)
    {
        if (error is null)
        {
            return ring.TryComplete([]);
        }

        using PayloadBuffer bytes = PayloadBuffer.Rent();
        var writer = new PayloadWriter(bytes, s_limit);
        PayloadExceptions.Write(ref writer, error);
        writer.Complete();
        return ring.TryComplete(bytes.WrittenSpan);
    }

    /// <summary>The error of a completed queue, or <c>null</c>.</summary>
    public static Exception? Of(QueueRing ring)
    {
        byte[] bytes = ring.ReadError();
        if (bytes.Length == 0)
        {
            return null;
        }

        try
        {
            var reader = new PayloadReader(bytes, s_limit);
            return PayloadExceptions.Read(ref reader);
        }
        catch (PayloadException e)
        {
            return new PayloadException($"The error that the shared queue '{ring.Items.Name}' was completed with cannot be read.", e);
        }
    }
}
