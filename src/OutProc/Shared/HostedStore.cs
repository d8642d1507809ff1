using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>A dictionary or list in the memory of the host. It sees bytes only: no code of the user runs where it is.</summary>
/// <remarks>Thread-safe. Each request is done at one moment.</remarks>
internal abstract class HostedStore
{
    /// <summary>The most that is sent of a walk at a time, and at least one item.</summary>
    protected const int PageSize = 64 << 10;

    /// <summary>What an item takes beside its bytes, about.</summary>
    private const int ItemOverhead = 64;

    private readonly Lock _lock = new();
    private readonly long _maxBytes;
    private long _bytes;
    private long _lastVersion;

    /// <param name="maxBytes">The most memory that the items may take.</param>
    protected HostedStore(long maxBytes) => _maxBytes = maxBytes;

    /// <summary>Does what is asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxReply">The largest answer that the participant takes.</param>
    /// <exception cref="ProtocolViolationException">It makes no sense.</exception>
    public PayloadBuffer Execute(in StoreRequest request, int maxReply)
    {
        lock (_lock)
        {
            PayloadBuffer reply = Do(request, maxReply);
            return reply.Length <= maxReply ? reply : TooLarge(reply);
        }
    }

    /// <summary>Does what is asked, under the lock.</summary>
    protected abstract PayloadBuffer Do(in StoreRequest request, int maxReply);

    protected long NextVersion() => ++_lastVersion;

    /// <summary>Makes room for bytes that come instead of others.</summary>
    /// <returns><c>false</c> when there is none.</returns>
    protected bool TryMakeRoom(long added, long removed)
    {
        if (added > removed && _bytes + added - removed > _maxBytes)
        {
            return false;
        }

        _bytes += added - removed;
        return true;
    }

    protected void FreeAll() => _bytes = 0;

    protected PayloadBuffer IsFull() => StoreReply.Of(StoreStatus.Full, _maxBytes);

    /// <summary>The answer in place of one that is too large.</summary>
    public static PayloadBuffer TooLarge(PayloadBuffer reply)
    {
        using (reply)
        {
            return StoreReply.Of(StoreStatus.TooLarge, reply.Length);
        }
    }

    protected static long CostOf(int bytes) => bytes + ItemOverhead;
}
