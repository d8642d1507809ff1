using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Finds workers that exist and do not run.</summary>
internal sealed partial class PoolScheduler
{
    private readonly ITimer? _heartbeat;
    private long _lastBeat;

    private ITimer? CreateHeartbeatTimer()
    {
        HeartbeatOptions heartbeat = _options.Heartbeat;
        if (heartbeat.Interval == Timeout.InfiniteTimeSpan)
        {
            return null;
        }

        _lastBeat = _time.GetTimestamp();
        return _time.CreateTimer(static state => ((PoolScheduler)state!).Beat(), this, heartbeat.Interval, heartbeat.Interval);
    }

    private void Beat()
    {
        // A host that was stopped, or starved, has answers it did not read. It must not take its own absence for its workers'.
        long now = _time.GetTimestamp();
        bool absent = _time.GetElapsedTime(_lastBeat, now) > _options.Heartbeat.Interval * 2;
        _lastBeat = now;
        foreach ((_, WorkerEndpoint endpoint) in Snapshot())
        {
            endpoint.Beat(_options.Heartbeat.Timeout, absent);
        }
    }
}
