namespace OutProc.Rpc;

/// <summary>The time limits of one call: first that of the queue, then that of the worker.</summary>
/// <remarks>
/// Used by whoever owns the call at the moment. Only its expiry comes from elsewhere, from the wheel: it flags the call and then asks its router
/// to end it, as a cancellation does.
/// </remarks>
internal sealed class CallClock(OutgoingCall call, TimerWheel wheel) : WheelEntry
{
    private TimeSpan _queueLimit;
    private TimeSpan _runLimit;
    private TimeSpan _queued;
    private TimeSpan _executed;
    private long _since;
    private bool _running;
    private bool _isBehindOthers;

    /// <summary>How long the call has waited for workers.</summary>
    public TimeSpan Queued => _queued + (_running ? TimeSpan.Zero : SinceChange);

    /// <summary>How long workers have had the call.</summary>
    public TimeSpan Executed => _executed + (_running ? SinceChange : TimeSpan.Zero);

    /// <summary>Whether it was in the queue that the call ran out of time. A worker may have got it in that very moment.</summary>
    public bool PassedInQueue { get; private set; }

    /// <summary>The limit that has passed.</summary>
    public TimeSpan PassedLimit => PassedInQueue ? _queueLimit : _runLimit;

    private TimeSpan SinceChange => wheel.Time.GetElapsedTime(_since);

    /// <summary>Starts for a new call, which has not been queued yet.</summary>
    public void Begin(TimeSpan queueLimit, TimeSpan runLimit)
    {
        _queueLimit = queueLimit;
        _runLimit = runLimit;
        _queued = TimeSpan.Zero;
        _executed = TimeSpan.Zero;
        _since = wheel.Time.GetTimestamp();
        _running = false;
    }

    /// <summary>The call waits for a worker, for the first time or again.</summary>
    public void Wait()
    {
        Change(running: false);
        Schedule(_queueLimit == Timeout.InfiniteTimeSpan ? _queueLimit : _queueLimit - _queued);
    }

    /// <summary>The call goes to a worker.</summary>
    /// <param name="behindOthers">Whether the worker runs other calls first.</param>
    public void Run(bool behindOthers)
    {
        Change(running: true);
        _isBehindOthers = behindOthers;
        Schedule(_runLimit);
    }

    /// <summary>The call has ended. The caller holds no lock.</summary>
    public void Stop() => wheel.UnscheduleAndWait(this);

    protected internal override TimeSpan Postpone()
    {
        // Whoever steps through the code on either side is not to be hurried: the limit starts anew.
        if (_running ? call.Connection?.IsDebugged == true : DebuggedWorkers.Any)
        {
            return _running ? _runLimit : _queueLimit;
        }

        if (_running && _isBehindOthers)
        {
            // Sent ahead of its turn, which nobody announces: looked for often enough that the limit is an eighth too long at most.
            _isBehindOthers = call.Connection?.IsWaitingInWorker(call.Id) == true;
            return _isBehindOthers ? _runLimit / 8 : _runLimit;
        }

        PassedInQueue = !_running;
        call.FlagTimeout();
        return TimeSpan.Zero;
    }

    protected internal override void OnDue() => call.Abandon();

    private void Change(bool running)
    {
        TimeSpan passed = SinceChange;
        if (_running)
        {
            _executed += passed;
        }
        else
        {
            _queued += passed;
        }

        _since = wheel.Time.GetTimestamp();
        _running = running;
    }

    private void Schedule(TimeSpan limit)
    {
        if (limit == Timeout.InfiniteTimeSpan)
        {
            wheel.Unschedule(this);
        }
        else
        {
            wheel.Schedule(this, limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        }
    }
}
