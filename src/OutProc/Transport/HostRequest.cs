using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>What a worker asks of its host.</summary>
/// <param name="Sink">Where the answer goes.</param>
/// <param name="Id">The worker's number for it.</param>
/// <param name="Payload">What is asked. It is the handler's.</param>
/// <param name="MaxReplyBytes">The largest answer that the worker takes.</param>
internal readonly record struct HostRequest(IHostReplySink Sink, long Id, PayloadBuffer Payload, int MaxReplyBytes)
{
    /// <summary>Answers. Any thread, exactly once; nothing happens when the worker is gone.</summary>
    /// <param name="reply">The answer. It becomes the worker's.</param>
    public void Reply(PayloadBuffer reply) => Sink.Reply(Id, reply);
}
