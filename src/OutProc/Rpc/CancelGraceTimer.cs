namespace OutProc.Rpc;

/// <summary>Watches that cancelled calls of one worker end within the cancel grace.</summary>
/// <remarks>Thread-safe. The grace is the same for all calls, so the deadlines are a queue in time order and one timer serves them.</remarks>
internal sealed class CancelGraceTimer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Deadline, long CallId)> _deadlines = new();
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly Func<long, bool> _isPending;
    private readonly Func<bool> _isDebugged;
    private readonly Action _expired;
    private readonly ITimer _timer;

    /// <param name="grace">How long a cancelled call may go on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isPending">Whether a call has not been answered yet.</param>
    /// <param name="isDebugged">Whether somebody steps through the code: the grace of what is due starts anew then.</param>
    /// <param name="expired">Called once for each call that was not answered in time.</param>
    public CancelGraceTimer(TimeSpan grace, TimeProvider time, Func<long, bool> isPending, Func<bool> isDebugged, Action expired)
    {
        _grace = grace;
        _time = time;
        _isPending = isPending;
        _isDebugged = isDebugged;
        _expired = expired;
        _timer = time.CreateTimer(static state => ((CancelGraceTimer)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Watch(long callId)
    {
        if (_grace == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        lock (_lock)
        {
            Enqueue(callId);
            if (_deadlines.Count == 1)
            {
                _timer.Change(_grace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Enqueue(long callId)
        => _deadlines.Enqueue((_time.GetTimestamp() + (long)(_grace.TotalSeconds * _time.TimestampFrequency), callId));

    private void OnTimer()
    {
        int expired = 0;
        bool debugged = _isDebugged();
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            (long Deadline, long CallId) next;
            for (int due = _deadlines.Count; due > 0 && _deadlines.TryPeek(out next) && next.Deadline <= now; due--)
            {
                _deadlines.Dequeue();
                if (!_isPending(next.CallId))
                {
                    continue;
                }

                if (debugged)
                {
                    Enqueue(next.CallId);
                }
                else
                {
                    expired++;
                }
            }

            if (_deadlines.TryPeek(out next))
            {
                // Rounded up: a timer that fires a tick too early would find nothing due and be set again.
                TimeSpan left = _time.GetElapsedTime(now, next.Deadline);
                _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }

        for (; expired > 0; expired--)
        {
            _expired();
        }
    }
}
