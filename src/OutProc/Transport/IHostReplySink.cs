using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>Takes the answers to what one worker has asked.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IHostReplySink
{
    /// <summary>Sends an answer. Never waits.</summary>
    /// <param name="id">The worker's number for the request.</param>
    /// <param name="reply">The answer. It becomes the sink's.</param>
    void Reply(long id, PayloadBuffer reply);
}
