using System.Collections.Concurrent;
using OutProc.Transport;

namespace OutProc.Tests.Support;

/// <summary>Keeps requests until it is told to answer them.</summary>
internal sealed class KeptRequests : IHostRequestHandler
{
    private readonly ConcurrentQueue<HostRequest> _kept = new();

    public SemaphoreSlim Arrived { get; } = new(0);

    public void Handle(in HostRequest request)
    {
        _kept.Enqueue(request);
        Arrived.Release();
    }

    public void ReplyToAll()
    {
        while (_kept.TryDequeue(out HostRequest request))
        {
            request.Reply(request.Payload);
        }
    }
}
