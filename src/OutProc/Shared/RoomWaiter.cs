namespace OutProc.Shared;

/// <summary>Somebody who waits for room in a queue.</summary>
internal sealed class RoomWaiter(QueueRing ring) : QueueWaiter(ring)
{
    public override bool TryTake(bool waited)
    {
        if (Ring.IsCompleted)
        {
            return IsClosed = true;
        }

        if (!Ring.TryClaim(out ulong position))
        {
            return false;
        }

        Position = position;
        return true;
    }

    public override bool IsAvailable() => Ring.MayHaveRoom || Ring.IsCompleted;
}
