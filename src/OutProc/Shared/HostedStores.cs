using System.Collections.Concurrent;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>The dictionaries and lists of a pool, where they are: in the host.</summary>
/// <remarks>
/// Thread-safe. Workers ask over their channels, the host itself directly; both are answered by the same code from the same bytes.
/// </remarks>
internal sealed class HostedStores : IHostRequestHandler, IHostLink
{
    /// <summary>What the host can ask for at a time: what an array can hold, with room to grow.</summary>
    private const int MaxLocalReply = 1 << 30;

    private readonly ConcurrentDictionary<int, HostedStore> _stores = new();
    private volatile bool _disposed;

    /// <summary>Makes a store available under an id.</summary>
    public void Add(int id, HostedStore store) => _stores[id] = store;

    /// <summary>Drops all stores. Who asks from now on is told so.</summary>
    public void Dispose()
    {
        _disposed = true;
        _stores.Clear();
    }

    public void Handle(in HostRequest request)
    {
        using (request.Payload)
        {
            request.Reply(Execute(request.Payload, request.MaxReplyBytes));
        }
    }

    public ValueTask<PayloadBuffer> RequestAsync(PayloadBuffer request, CancellationToken cancellationToken)
    {
        using (request)
        {
            return cancellationToken.IsCancellationRequested
                ? ValueTask.FromCanceled<PayloadBuffer>(cancellationToken)
                : new ValueTask<PayloadBuffer>(Execute(request, MaxLocalReply));
        }
    }

    private PayloadBuffer Execute(PayloadBuffer bytes, int maxReply)
    {
        var request = StoreRequest.Read(bytes.WrittenSpan);
        if (_disposed)
        {
            return StoreReply.Of(StoreStatus.Disposed);
        }

        return _stores.TryGetValue(request.Store, out HostedStore? store)
            ? store.Execute(request, maxReply)
            : throw new ProtocolViolationException($"a request to shared resource {request.Store}, which there is not");
    }
}
