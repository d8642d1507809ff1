namespace OutProc.Tests.Support;

/// <summary>A clock that moves when the test says so, and runs the timers that come due on the test's thread.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Lets time pass.</summary>
    /// <returns>How many timers fired.</returns>
    public int Advance(TimeSpan time)
    {
        long end = _now + time.Ticks;
        int fired = 0;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            _now = Math.Max(_now, next.Due);
            next.Due = long.MaxValue;
            next.Fire();
            fired++;
        }

        _now = end;
        return fired;
    }

    private sealed class ManualTimer(ManualTimeProvider time, Action fire) : ITimer
    {
        public long Due { get; set; } = long.MaxValue;

        public Action Fire => fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            period.ShouldBe(Timeout.InfiniteTimeSpan, "periodic timers are not supported here");
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._now + dueTime.Ticks;
            return true;
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
