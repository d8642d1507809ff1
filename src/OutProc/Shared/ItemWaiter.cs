namespace OutProc.Shared;

/// <summary>Somebody who waits for an item of a queue, or for its end.</summary>
internal sealed class ItemWaiter(QueueRing ring) : QueueWaiter(ring)
{
    public override bool TryTake(bool waited)
    {
        if (Ring.TryLease(out ulong position))
        {
            Position = position;
            return true;
        }

        return IsClosed = Ring.IsEnded();
    }

    public override bool IsAvailable() => Ring.MayHaveItem || Ring.IsCompleted;
}
