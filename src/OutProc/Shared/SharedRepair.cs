namespace OutProc.Shared;

/// <summary>Knows of each kind of resource what a dead process can have left behind in it.</summary>
internal static class SharedRepair
{
    /// <summary>The words of an entry. All of them: also where nothing is held, a dead process may have been woken and not passed that on.</summary>
    public static IEnumerable<ISharedWord> WordsOf(SharedEntry entry) => entry.Kind switch
    {
        SharedKind.Lock => [entry.Open<SharedLock>()],
        SharedKind.Semaphore => [entry.Open<SharedSemaphore>()],
        SharedKind.Event => [entry.Open<SharedEvent>()],
        SharedKind.Countdown => [entry.Open<SharedCountdown>()],
        SharedKind.ReaderWriterLock => [entry.Open<SharedReaderWriterLock>()],
        SharedKind.Queue => QueueRing.Of(entry).Repairable,
        SharedKind.Condition => [entry.Open<SharedCondition>()],
        SharedKind.Barrier => [entry.Open<SharedBarrier>()],
        SharedKind.Pipe => PipeSeat.Repairable(entry),
        SharedKind.Snapshot => [new SharedLock(entry.Primitive()), new PlainWord(entry.Word + 1)],
        _ => [],
    };
}
