namespace OutProc.Shared;

/// <summary>Somebody who waits for a primitive: tries to take it whenever it may be there.</summary>
/// <remarks>Entered into a <see cref="WaitQueue"/>, under whose lock it tries and ends. It ends once.</remarks>
internal abstract class Waiter
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with <c>true</c> when served.</summary>
    public Task<bool> Ended => _ended.Task;

    /// <summary>The one that came before it. The queue's affair, as are the next two.</summary>
    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    public bool IsQueued { get; set; }

    /// <summary>Takes what is waited for, if it is there. No user code, no waiting.</summary>
    /// <param name="waited">Whether it waited for it: who did not may have to let others go first.</param>
    public abstract bool TryTake(bool waited);

    /// <summary>Whether somebody, not necessarily this waiter, could take it now.</summary>
    public abstract bool IsAvailable();

    /// <summary>It leaves without having been served: gives back what it took on the way.</summary>
    public virtual void Leave()
    {
    }

    public void End() => _ended.TrySetResult(true);

    public void Fail(Exception error) => _ended.TrySetException(error);
}
