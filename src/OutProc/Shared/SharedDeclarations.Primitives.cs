namespace OutProc.Shared;

/// <content>Locks and their like.</content>
public sealed partial class SharedDeclarations
{
    /// <summary>Declares a <see cref="SharedLock"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public SharedDeclarations AddLock(string name) => Add(SharedDeclaration.Of<SharedLock>(name));

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
