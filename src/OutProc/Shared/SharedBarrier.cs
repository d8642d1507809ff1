using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Lets a number of participants, in any processes, wait for each other at the end of each phase.</summary>
/// <remarks>
/// <para>
/// The last one to arrive runs its phase action, if it has brought one, before anybody goes on. Whoever gives up breaks the barrier for all: when
/// its time is over, when it is cancelled, when its action throws, or by <see cref="Abort"/>. So does the end of a process that takes part: one that has
/// arrived since the last <see cref="Reset"/>, or has said by <see cref="Join"/> that it will. A broken barrier ends every wait with
/// <see cref="SharedBarrierBrokenException"/>, which names the culprit, until it is reset.
/// </para>
/// Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedBarrier : ISharedWord, ISharedResource<SharedBarrier>
{
    private readonly SharedPrimitive _primitive;

    internal SharedBarrier(SharedPrimitive primitive, int participants, TimeSpan timeout)
    {
        _primitive = primitive;
        ParticipantCount = participants;
        Timeout = timeout;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    /// <summary>How many have to arrive.</summary>
    public int ParticipantCount { get; }

    /// <summary>The longest wait where none is given.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>How many have arrived in this phase.</summary>
    public int ArrivedCount => BarrierState.Arrived(State);

    /// <summary>The number of the phase, from 0.</summary>
    public long Phase => BarrierState.Phase(State);

    /// <summary>Whether the barrier is broken.</summary>
    public bool IsBroken => BarrierState.Reason(State) != BarrierBreakReason.None;

    static SharedKind ISharedResource<SharedBarrier>.Kind => SharedKind.Barrier;

    static string? ISharedResource<SharedBarrier>.Layout => null;

    SharedEntry ISharedResource<SharedBarrier>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    private long State => Volatile.Read(ref _primitive.Word.Value);

    /// <summary>Says that this process will take part: if it ends without having arrived, the barrier breaks rather than let the others wait.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Join()
    {
        _primitive.ThrowIfDisposed();
        _primitive.EnterMembers();
    }

    /// <summary>Says that this process takes part no more: its end does not break the barrier.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Leave()
    {
        _primitive.ThrowIfDisposed();
        _primitive.LeaveMembers(_primitive.Owner - 1);
    }

    /// <summary>Arrives, and waits for the others for the time that was declared.</summary>
    /// <param name="cancellationToken">Ends the wait, and breaks the barrier.</param>
    /// <returns>How many had arrived before in this phase: a different number for each, 0 for one.</returns>
    /// <exception cref="SharedBarrierBrokenException">The barrier is broken, or breaks.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ValueTask<int> SignalAndWaitAsync(CancellationToken cancellationToken = default)
        => SignalAndWaitAsync(null, Timeout, cancellationToken);

    /// <summary>Arrives, and waits for the others.</summary>
    /// <param name="timeout">The longest wait, after which the barrier breaks; infinite for no limit.</param>
    /// <param name="cancellationToken">Ends the wait, and breaks the barrier.</param>
    /// <inheritdoc cref="SignalAndWaitAsync(CancellationToken)"/>
    public ValueTask<int> SignalAndWaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => SignalAndWaitAsync(null, timeout, cancellationToken);

    /// <summary>Arrives, waits for the others, and runs an action if it is the last one.</summary>
    /// <param name="phaseAction">
    /// What the last one to arrive does before all go on; it is only called by the last one. If it throws the barrier breaks and the exception is its caller's.
    /// </param>
    /// <param name="timeout">The longest wait, after which the barrier breaks; infinite for no limit. Does not run while the action does.</param>
    /// <param name="cancellationToken">Ends the wait, and breaks the barrier.</param>
    /// <inheritdoc cref="SignalAndWaitAsync(CancellationToken)"/>
    public async ValueTask<int> SignalAndWaitAsync(Func<ValueTask>? phaseAction, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        _primitive.ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        WaitQueue.CheckTimeout(timeout);

        // Before it arrives: there is no moment at which somebody has arrived and its end goes unnoticed.
        _primitive.EnterMembers();
        while (true)
        {
            long state = State;
            if (BarrierState.Reason(state) != BarrierBreakReason.None)
            {
                throw Broken(BarrierState.Reason(state));
            }

            int arrived = BarrierState.Arrived(state);
            if (arrived >= ParticipantCount)
            {
                // All are there and the action runs; this one is of the next phase.
                if (!await WaitForEndAsync(BarrierState.Phase(state), timeout, cancellationToken).ConfigureAwait(false))
                {
                    Break(BarrierState.Phase(State), BarrierBreakReason.TimedOut);
                }
            }
            else if (Interlocked.CompareExchange(ref _primitive.Word.Value, BarrierState.Arrive(state), state) == state)
            {
                if (arrived + 1 == ParticipantCount)
                {
                    await EndPhaseAsync(phaseAction, BarrierState.Arrive(state)).ConfigureAwait(false);
                }
                else
                {
                    await AwaitPhaseAsync(BarrierState.Phase(state), timeout, cancellationToken).ConfigureAwait(false);
                }

                return arrived;
            }
        }
    }

    /// <summary>Breaks the barrier: nobody waits any longer.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Abort()
    {
        _primitive.ThrowIfDisposed();
        Break(phase: null, BarrierBreakReason.Aborted);
    }

    /// <summary>Begins anew: nobody takes part, nobody has arrived, nothing is broken. Whoever waits at this moment is told that the barrier broke.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public void Reset()
    {
        _primitive.ThrowIfDisposed();
        _primitive.ClearMembers();
        long state = State;
        while (BarrierState.Arrived(state) != 0 || BarrierState.Reason(state) != BarrierBreakReason.None)
        {
            long seen = Interlocked.CompareExchange(ref _primitive.Word.Value, BarrierState.Next(state, completed: false), state);
            if (seen == state)
            {
                Interlocked.Exchange(ref _primitive.Word.Note, 0);
                _primitive.WakeAll();
                return;
            }

            state = seen;
        }
    }

    static SharedBarrier ISharedResource<SharedBarrier>.Open(SharedEntry entry)
        => new(entry.Primitive(), (int)entry.Parameter(0), TimeSpan.FromTicks(entry.Parameter(1)));

    void ISharedWord.Repair(int slot)
    {
        if (_primitive.LeaveMembers(slot))
        {
            Break(phase: null, BarrierBreakReason.ParticipantEnded, slot);
        }
    }

    private async ValueTask EndPhaseAsync(Func<ValueTask>? action, long state)
    {
        if (action is not null)
        {
            try
            {
                await action().ConfigureAwait(false);
            }
            catch
            {
                Break(BarrierState.Phase(state), BarrierBreakReason.ActionFailed);
                throw;
            }
        }

        if (Interlocked.CompareExchange(ref _primitive.Word.Value, BarrierState.Next(state, completed: true), state) != state)
        {
            // Nobody arrives any more; so it was broken or reset while the action ran.
            throw Broken(BarrierState.Outcome(State, BarrierState.Phase(state)) ?? BarrierBreakReason.Reset);
        }

        _primitive.WakeAll();
    }

    private async ValueTask AwaitPhaseAsync(long phase, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            if (!await WaitForEndAsync(phase, timeout, cancellationToken).ConfigureAwait(false)
                && !Break(phase, BarrierBreakReason.TimedOut, unlessComplete: true))
            {
                // All have arrived, and the action of the last one runs.
                await WaitForEndAsync(phase, System.Threading.Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            if (Break(phase, BarrierBreakReason.Cancelled, unlessComplete: true))
            {
                throw;
            }

            await WaitForEndAsync(phase, System.Threading.Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);
        }

        if (BarrierState.Outcome(State, phase) is { } outcome and not BarrierBreakReason.None)
        {
            throw Broken(outcome);
        }
    }

    private ValueTask<bool> WaitForEndAsync(long phase, TimeSpan timeout, CancellationToken cancellationToken)
        => _primitive.WaitAsync(new PhaseWaiter(this, phase), timeout, cancellationToken);

    /// <summary>Breaks a phase that has not ended.</summary>
    /// <param name="phase">The phase, or <c>null</c> for the one that is.</param>
    /// <param name="reason">What broke it.</param>
    /// <param name="slot">Whose fault it is; this participant's if it is not given.</param>
    /// <param name="unlessComplete">Leave it alone when all have arrived.</param>
    /// <returns>Whether it is broken now.</returns>
    private bool Break(long? phase, BarrierBreakReason reason, int? slot = null, bool unlessComplete = false)
    {
        long note = _primitive.Space.Identify(slot ?? _primitive.Owner - 1);
        bool noted = false;
        long state = State;
        while (BarrierState.Reason(state) == BarrierBreakReason.None)
        {
            if ((phase is { } own && BarrierState.Phase(state) != own) || (unlessComplete && BarrierState.Arrived(state) >= ParticipantCount))
            {
                if (noted)
                {
                    Interlocked.CompareExchange(ref _primitive.Word.Note, 0, note);
                }

                return false;
            }

            // Whoever is first is named. Written before the state: whoever sees that it is broken sees by whom.
            noted |= Interlocked.CompareExchange(ref _primitive.Word.Note, note, 0) == 0;
            long seen = Interlocked.CompareExchange(ref _primitive.Word.Value, BarrierState.Break(state, reason), state);
            if (seen == state)
            {
                _primitive.WakeAll();
                return true;
            }

            state = seen;
        }

        return phase is null || BarrierState.Phase(state) == phase;
    }

    private SharedBarrierBrokenException Broken(BarrierBreakReason reason)
    {
        // The culprit of a phase that was reset is forgotten.
        long note = Volatile.Read(ref _primitive.Word.Note);
        int process = (int)(note >>> 32);
        int worker = (int)note;
        return reason == BarrierBreakReason.Reset
            ? new SharedBarrierBrokenException(Name, reason, null, null)
            : new SharedBarrierBrokenException(Name, reason, worker > 0 ? worker - 1 : null, process > 0 ? process : null);
    }

    private sealed class PhaseWaiter(SharedBarrier owner, long phase) : Waiter
    {
        public override bool TryTake(bool waited) => BarrierState.Outcome(owner.State, phase) is not null;

        /// <summary>All are woken at once; there is nothing to pass on.</summary>
        public override bool IsAvailable() => false;
    }
}
