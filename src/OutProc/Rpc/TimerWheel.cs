namespace OutProc.Rpc;

/// <summary>All time limits of the process's calls: scheduling and unscheduling cost a lock and a few writes, and no memory.</summary>
/// <remarks>
/// Thread-safe. One timer serves all; it fires no more often than once a tick, and not at all while nothing waits. Entries never come early; they
/// come up to a tick late, which limits of calls can bear.
/// </remarks>
internal sealed class TimerWheel : IDisposable
{
    private const int Slots = 512;
    private const long Never = long.MaxValue;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(8);

    private readonly Lock _lock = new();
    private readonly WheelEntry?[] _slots = new WheelEntry?[Slots];
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly List<(WheelEntry Entry, TimeSpan Delay)> _postponed = [];
    private long _lastTick;
    private long _wakeTick = Never;
    private int _waiting;

    public TimerWheel(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((TimerWheel)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The wheel of this process.</summary>
    public static TimerWheel Shared { get; } = new(TimeProvider.System);

    /// <summary>How many entries wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting;
            }
        }
    }

    public TimeProvider Time => _time;

    /// <summary>Makes the entry due after a while. One that waits already is moved; one whose time has come stays due.</summary>
    public void Schedule(WheelEntry entry, TimeSpan delay)
    {
        lock (_lock)
        {
            if (entry.State == WheelEntryState.Due)
            {
                return;
            }

            Remove(entry);
            Insert(entry, delay);
            if (entry.DueTick < _wakeTick)
            {
                WakeAt(entry.DueTick);
            }
        }
    }

    /// <summary>Makes the entry not due any more, unless its time has come already. Does not wait.</summary>
    public void Unschedule(WheelEntry entry)
    {
        lock (_lock)
        {
            Remove(entry);
        }
    }

    /// <summary>As <see cref="Unschedule"/>, but when it returns <see cref="WheelEntry.OnDue"/> has ended too. The caller holds no
    /// lock.</summary>
    public void UnscheduleAndWait(WheelEntry entry)
    {
        var spin = default(SpinWait);
        while (true)
        {
            lock (_lock)
            {
                Remove(entry);
                if (entry.State == WheelEntryState.Idle)
                {
                    return;
                }
            }

            spin.SpinOnce();
        }
    }

    public void Dispose() => _timer.Dispose();

    private long CurrentTick => _time.GetElapsedTime(_start).Ticks / s_tick.Ticks;

    private void Insert(WheelEntry entry, TimeSpan delay)
    {
        // Rounded up, and one more for the part of the current tick that has passed: never early.
        entry.DueTick = CurrentTick + 1 + ((delay.Ticks + s_tick.Ticks - 1) / s_tick.Ticks);
        ref WheelEntry? head = ref _slots[entry.DueTick % Slots];
        entry.Previous = null;
        entry.Next = head;
        if (head is not null)
        {
            head.Previous = entry;
        }

        head = entry;
        entry.State = WheelEntryState.Waiting;
        _waiting++;
    }

    private void Remove(WheelEntry entry)
    {
        if (entry.State != WheelEntryState.Waiting)
        {
            return;
        }

        if (entry.Previous is null)
        {
            _slots[entry.DueTick % Slots] = entry.Next;
        }
        else
        {
            entry.Previous.Next = entry.Next;
        }

        if (entry.Next is not null)
        {
            entry.Next.Previous = entry.Previous;
        }

        entry.Previous = null;
        entry.Next = null;
        entry.State = WheelEntryState.Idle;
        _waiting--;
    }

    private void WakeAt(long tick)
    {
        _wakeTick = tick;
        long ticks = Math.Max(0, (tick * s_tick.Ticks) - _time.GetElapsedTime(_start).Ticks);

        // Timers count in milliseconds and may be a little early.
        _timer.Change(TimeSpan.FromTicks(ticks) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        List<WheelEntry> due;
        lock (_lock)
        {
            due = TakeDue();
            WakeForNext();
        }

        foreach (WheelEntry entry in due)
        {
            entry.OnDue();
            lock (_lock)
            {
                entry.State = WheelEntryState.Idle;
            }
        }
    }

    private List<WheelEntry> TakeDue()
    {
        List<WheelEntry> due = [];
        long now = CurrentTick;
        for (long tick = Math.Max(_lastTick, now - Slots + 1); tick <= now; tick++)
        {
            WheelEntry? entry = _slots[tick % Slots];
            while (entry is not null)
            {
                WheelEntry? next = entry.Next;
                if (entry.DueTick <= now)
                {
                    Remove(entry);
                    if (entry.Postpone() is { Ticks: > 0 } more)
                    {
                        _postponed.Add((entry, more));
                    }
                    else
                    {
                        entry.State = WheelEntryState.Due;
                        due.Add(entry);
                    }
                }

                entry = next;
            }
        }

        _lastTick = now;

        // Put back after the walk: an entry that is postponed by a whole turn would be met again.
        foreach ((WheelEntry entry, TimeSpan delay) in _postponed)
        {
            Insert(entry, delay);
        }

        _postponed.Clear();
        return due;
    }

    private void WakeForNext()
    {
        _wakeTick = Never;
        if (_waiting == 0)
        {
            return;
        }

        // The next slot with entries, though they may be for a later turn: at most one wake-up per slot and turn.
        for (long tick = _lastTick + 1; tick <= _lastTick + Slots; tick++)
        {
            if (_slots[tick % Slots] is not null)
            {
                WakeAt(tick);
                return;
            }
        }
    }
}
