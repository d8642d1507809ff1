namespace OutProc.Shared;

/// <content>Locks and their like.</content>
public sealed partial class SharedDeclarations
{
    /// <summary>Declares a <see cref="SharedLock"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">What it does beyond locking.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddLock(string name, SharedLockOptions options = SharedLockOptions.None)
        => Add(SharedDeclaration.Of<SharedLock>(name) with { Parameters = [(long)options] });

    /// <summary>Declares a <see cref="SharedCondition"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddCondition(string name)
        => Add(SharedDeclaration.Of<SharedCondition>(name) with { Permits = SharedCondition.Permits });

    /// <summary>Declares a <see cref="SharedBarrier"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="participants">How many have to arrive, from 1 to 8000.</param>
    /// <param name="timeout">The longest wait where none is given, after which it breaks; without limit if it is not given.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddBarrier(string name, int participants, TimeSpan? timeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(participants, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(participants, BarrierState.MaxParticipants);
        WaitQueue.CheckTimeout(timeout ?? Timeout.InfiniteTimeSpan);
        return Add(SharedDeclaration.Of<SharedBarrier>(name) with
        {
            Parameters = [participants, (timeout ?? Timeout.InfiniteTimeSpan).Ticks],
        });
    }

    /// <summary>Declares a <see cref="SharedSemaphore"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">The number of permits, at least 1.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddSemaphore(string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Add(SharedDeclaration.Of<SharedSemaphore>(name) with { Permits = count });
    }

    /// <summary>Declares a <see cref="SharedEvent"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mode">Whether it stays set until it is reset, or lets one waiter pass at a time.</param>
    /// <param name="initialState">Whether it is set at first.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddEvent(string name, EventResetMode mode = EventResetMode.ManualReset, bool initialState = false)
        => Add(SharedDeclaration.Of<SharedEvent>(name) with
        {
            Parameters = [mode == EventResetMode.AutoReset ? 1 : 0],
            Initialize = initialState ? static entry => entry.Open<SharedEvent>().Set() : null,
        });

    /// <summary>Declares a <see cref="SharedReaderWriterLock"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddReaderWriterLock(string name)
        => Add(SharedDeclaration.Of<SharedReaderWriterLock>(name) with { Permits = SpaceLayout.MaxSlots });

    /// <summary>Declares a <see cref="SharedCountdown"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="count">The signals to wait for, at least 0.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddCountdown(string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Add(SharedDeclaration.Of<SharedCountdown>(name) with { Initialize = entry => entry.Open<SharedCountdown>().Reset(count) });
    }
}
