using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>Hands what the workers of a worker ask on to the host that has it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RelayedRequests(SharedResources set) : IHostRequestHandler
{
    public void Handle(in HostRequest request) => _ = RelayAsync(request);

    private async Task RelayAsync(HostRequest request)
    {
        // Sending may wait for room: not on the thread that reads.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            PayloadBuffer answer = await set.Link.RequestAsync(request.Payload, CancellationToken.None).ConfigureAwait(false);
            request.Reply(answer.Length <= request.MaxReplyBytes ? answer : HostedStore.TooLarge(answer));
        }
        catch (SharedResourceException)
        {
            request.Reply(StoreReply.Of(StoreStatus.Disposed));
        }
    }
}
