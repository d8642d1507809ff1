using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Waits for a number of signals from any process.</summary>
/// <remarks>
/// Whoever waits when the last signal comes passes, also if the countdown is started over before it comes to look.
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedCountdown : ISharedWord, ISharedResource<SharedCountdown>
{
    /// <summary>The upper half of the state counts how often the countdown ended, so that a waiter sees that it did while it slept.</summary>
    private const long OneEnd = 1L << 32;

    private readonly SharedPrimitive _primitive;

    internal SharedCountdown(SharedPrimitive primitive) => _primitive = primitive;

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>The signals that are still missing.</summary>
    public int CurrentCount => (int)State;

    /// <summary>Whether none is missing.</summary>
    public bool IsSet => CurrentCount <= 0;

    static SharedKind ISharedResource<SharedCountdown>.Kind => SharedKind.Countdown;

    static string? ISharedResource<SharedCountdown>.Layout => null;

    SharedEntry ISharedResource<SharedCountdown>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    private long State => Volatile.Read(ref _primitive.Word.Value);

    /// <summary>Counts signals.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>Whether these were the last ones.</returns>
    /// <exception cref="InvalidOperationException">Fewer are missing.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public bool Signal(int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _primitive.ThrowIfDisposed();
        long state = State;
        while (true)
        {
            int missing = (int)state;
            if (missing < count)
            {
                throw new InvalidOperationException($"The countdown '{Name}' waits for {missing} more signals, not for {count}.");
            }

            bool ends = missing == count;
            long next = ends ? End(state) : state - count;
            long seen = Interlocked.CompareExchange(ref _primitive.Word.Value, next, state);
            if (seen == state)
            {
                if (ends)
                {
                    _primitive.WakeAll();
                }

                return ends;
            }

            state = seen;
        }
    }

    /// <summary>Starts over.</summary>
    /// <param name="count">The signals to wait for, at least 0.</param>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Reset(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _primitive.ThrowIfDisposed();
        long state = State;
        while (true)
        {
            long next = count == 0 ? End(state) : (state & ~(OneEnd - 1)) | (uint)count;
            long seen = Interlocked.CompareExchange(ref _primitive.Word.Value, next, state);
            if (seen == state)
            {
                break;
            }

            state = seen;
        }

        if (count == 0)
        {
            _primitive.WakeAll();
        }
    }

    /// <summary>Waits until no signal is missing.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when all signals have come.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken = default)
        => await WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);

    /// <summary>Waits until no signal is missing or the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to only look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether all signals came in time.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        _primitive.ThrowIfDisposed();
        return IsSet || timeout == TimeSpan.Zero
            ? new ValueTask<bool>(IsSet)
            : _primitive.WaitAsync(new CountdownWaiter(this), timeout, cancellationToken);
    }

    static SharedCountdown ISharedResource<SharedCountdown>.Open(SharedEntry entry) => new(entry.Primitive());

    void ISharedWord.Repair(int slot)
    {
        // Nobody holds a countdown.
    }

    /// <summary>No signal is missing, for one time more.</summary>
    private static long End(long state) => unchecked((state & ~(OneEnd - 1)) + OneEnd);

    private sealed class CountdownWaiter(SharedCountdown owner) : Waiter
    {
        private readonly long _ends = owner.State >> 32;

        public override bool TryTake(bool waited) => owner.IsSet || owner.State >> 32 != _ends;

        public override bool IsAvailable() => owner.IsSet;
    }
}
