namespace OutProc.Shared;

/// <summary>Somebody who waits until every item of a queue is dealt with.</summary>
internal sealed class SettledWaiter(QueueRing ring) : Waiter
{
    public override bool TryTake(bool waited) => ring.IsSettled();

    public override bool IsAvailable() => ring.IsSettled();
}
