using System.Diagnostics;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>A number of permits between processes: so many holders at a time among all workers of a pool and their host.</summary>
/// <remarks>
/// Each permit is written down with the process that has it, by the instruction that takes it; the permits of a process that died come back. Bounded:
/// there are never more permits than it was declared with. Processes that wait are served in turn, and nobody passes them for long. Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedSemaphore : ISharedWord, ISharedResource<SharedSemaphore>
{
    /// <summary>Somebody has waited for long: only those who have waited may take a permit.</summary>
    private const int Starving = 1;

    private static readonly long s_patienceTicks = Stopwatch.Frequency / 1000;

    private readonly SharedPrimitive _primitive;
    private readonly int _first;

    internal SharedSemaphore(SharedPrimitive primitive, int first, int count)
    {
        _primitive = primitive;
        _first = first;
        MaxCount = count;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>The number of permits in all.</summary>
    public int MaxCount { get; }

    /// <summary>The number of permits that nobody has at this moment.</summary>
    public int CurrentCount => Permits.Count(0);

    static SharedKind ISharedResource<SharedSemaphore>.Kind => SharedKind.Semaphore;

    static string? ISharedResource<SharedSemaphore>.Layout => null;

    SharedEntry ISharedResource<SharedSemaphore>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    private Span<int> Permits => _primitive.Permits(_first, MaxCount);

    /// <summary>Takes a permit if there is one. Never waits.</summary>
    /// <returns>What holds the permit, or <c>null</c>; dispose it to give the permit back.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public SharedPermit? TryAcquire()
    {
        _primitive.ThrowIfDisposed();
        return MustQueue(LockTaker.Newcomer) ? null : Take();
    }

    /// <summary>Takes a permit; waits without a thread until there is one.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the permit; dispose it to give the permit back.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedPermit> AcquireAsync(CancellationToken cancellationToken = default)
        => AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Takes a permit; waits without a thread until there is one, or until the time is over.</summary>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit, zero to not wait at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the permit; dispose it to give the permit back.</returns>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<SharedPermit> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => TryAcquire() is { } permit ? new ValueTask<SharedPermit>(permit) : WaitAsync(timeout, cancellationToken);

    static SharedSemaphore ISharedResource<SharedSemaphore>.Open(SharedEntry entry) => new(entry.Primitive(), entry.Permit, entry.Permits);

    void ISharedWord.Repair(int slot)
    {
        foreach (ref int permit in Permits)
        {
            Interlocked.CompareExchange(ref permit, 0, slot + 1);
        }
    }

    internal void Release(int permit)
    {
        Interlocked.CompareExchange(ref Permits[permit], 0, _primitive.Owner);
        _primitive.WakeOne();
    }

    private bool MustQueue(LockTaker taker)
        => Volatile.Read(ref _primitive.Word.State) == Starving
            && taker switch
            {
                LockTaker.Newcomer => _primitive.AnyWait,
                LockTaker.Entering => _primitive.OthersWait(),
                _ => false,
            };

    private SharedPermit? Take()
    {
        Span<int> permits = Permits;
        while (permits.IndexOf(0) is >= 0 and int free)
        {
            if (Interlocked.CompareExchange(ref permits[free], _primitive.Owner, 0) == 0)
            {
                return new SharedPermit(this, free);
            }
        }

        return null;
    }

    private async ValueTask<SharedPermit> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new PermitWaiter(this);
        if (timeout == TimeSpan.Zero || !await _primitive.WaitAsync(waiter, timeout, cancellationToken).ConfigureAwait(false))
        {
            throw new TimeoutException($"The shared semaphore '{Name}' had no permit within {timeout.TotalSeconds:0.###} s.");
        }

        return waiter.Permit!;
    }

    private sealed class PermitWaiter(SharedSemaphore owner) : Waiter
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public SharedPermit? Permit { get; private set; }

        public override bool IsAvailable() => owner.Permits.Contains(0);

        public override bool TryTake(bool waited)
        {
            if (!waited && owner.MustQueue(LockTaker.Entering))
            {
                return false;
            }

            Permit = owner.Take();
            if (waited && Permit is not null)
            {
                Volatile.Write(ref owner._primitive.Word.State, 0);
            }
            else if (waited && Stopwatch.GetTimestamp() - _since > s_patienceTicks)
            {
                Volatile.Write(ref owner._primitive.Word.State, Starving);
            }

            return Permit is not null;
        }
    }
}
