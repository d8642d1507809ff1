using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A signal between processes: waited for in any of them, set in any of them.</summary>
/// <remarks>
/// A manual event stays set until it is reset, and lets all pass; also those who already waited when it was set and come to look after it was reset.
/// An automatic one lets one waiter pass and is reset by that.
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedEvent : ISharedWord, ISharedResource<SharedEvent>
{
    /// <summary>The event is set. The bits above count how often it was, so that a waiter sees that it was set while it slept.</summary>
    private const int SetBit = 1;

    private readonly SharedPrimitive _primitive;

    internal SharedEvent(SharedPrimitive primitive, bool automatic)
    {
        _primitive = primitive;
        IsAutomatic = automatic;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>Whether a waiter that passes resets the event.</summary>
    public bool IsAutomatic { get; }

    /// <summary>Whether the event is set.</summary>
    public bool IsSet => (State & SetBit) != 0;

    static SharedKind ISharedResource<SharedEvent>.Kind => SharedKind.Event;

    static string? ISharedResource<SharedEvent>.Layout => null;

    SharedEntry ISharedResource<SharedEvent>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    private int State => Volatile.Read(ref _primitive.Word.State);

    /// <summary>Sets the event: lets all waiters pass, or one of an automatic event.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Set()
    {
        _primitive.ThrowIfDisposed();
        int state = State;
        while ((state & SetBit) == 0
            && Interlocked.CompareExchange(ref _primitive.Word.State, unchecked(state + 2) | SetBit, state) is var seen
            && seen != state)
        {
            state = seen;
        }

        // Also when it was set already: whoever set it may have died before it woke anybody.
        if (IsAutomatic)
        {
            _primitive.WakeOne();
        }
        else
        {
            _primitive.WakeAll();
        }
    }

    /// <summary>Makes later waiters wait.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Reset()
    {
        _primitive.ThrowIfDisposed();
        Interlocked.And(ref _primitive.Word.State, ~SetBit);
    }

    /// <summary>Waits until the event is set.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the event was set.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken = default)
        => await WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits until the event is set or the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to only look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the event was set in time.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        _primitive.ThrowIfDisposed();
        return TryTake()
            ? new ValueTask<bool>(true)
            : timeout == TimeSpan.Zero
                ? new ValueTask<bool>(false)
                : _primitive.WaitAsync(new EventWaiter(this), timeout, cancellationToken);
    }

    static SharedEvent ISharedResource<SharedEvent>.Open(SharedEntry entry) => new(entry.Primitive(), entry.Parameter(0) != 0);

    void ISharedWord.Repair(int slot)
    {
        // Nobody holds an event.
    }

    private bool TryTake()
    {
        int state = State;
        while (IsAutomatic && (state & SetBit) != 0)
        {
            int seen = Interlocked.CompareExchange(ref _primitive.Word.State, state & ~SetBit, state);
            if (seen == state)
            {
                return true;
            }

            state = seen;
        }

        return (state & SetBit) != 0;
    }

    private sealed class EventWaiter(SharedEvent owner) : Waiter
    {
        /// <summary>The state when it began to wait. Not set, or it would not have.</summary>
        private readonly int _first = owner.State & ~SetBit;

        public override bool TryTake(bool waited) => owner.TryTake() || (!owner.IsAutomatic && (owner.State & ~SetBit) != _first);

        public override bool IsAvailable() => owner.IsSet;
    }
}
