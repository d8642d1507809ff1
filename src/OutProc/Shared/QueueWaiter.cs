namespace OutProc.Shared;

/// <summary>Somebody who waits for a place of a queue: one with an item, or a free one.</summary>
internal abstract class QueueWaiter(QueueRing ring) : Waiter
{
    /// <summary>The place that was taken.</summary>
    public ulong Position { get; protected set; }

    /// <summary>Whether there will be no such place any more.</summary>
    public bool IsClosed { get; protected set; }

    protected QueueRing Ring => ring;
}
