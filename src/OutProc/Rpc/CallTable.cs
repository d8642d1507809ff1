using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>The calls that were sent to one worker and not answered yet. Whoever takes a call out of it completes the call.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class CallTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, OutgoingCall> _calls = [];
    private bool _closed;
    private int _count;

    /// <summary>The number of calls. Read without the lock, after a full fence, by the reader-role protocol.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a call. Ends with a full fence.</summary>
    /// <returns><c>false</c> when the worker is gone.</returns>
    public bool TryAdd(OutgoingCall call)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _calls.Add(call.Id, call);
            _count = _calls.Count;
            return true;
        }
    }

    public OutgoingCall? Take(long id)
    {
        lock (_lock)
        {
            _calls.Remove(id, out OutgoingCall? call);
            _count = _calls.Count;
            return call;
        }
    }

    /// <summary>The large message that stands for a call, if the call is under way and has one.</summary>
    public OutgoingMessage? FindMessage(long id)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(id)?.Message;
        }
    }

    public bool Contains(long id)
    {
        lock (_lock)
        {
            return _calls.ContainsKey(id);
        }
    }

    /// <summary>The call that the worker has been running longest, by its flight recorder.</summary>
    /// <param name="recorder">What the worker has started.</param>
    /// <param name="startedAt">When, in ticks of <see cref="Environment.TickCount64"/>.</param>
    /// <returns>The name of its method, or <c>null</c> when the worker is idle.</returns>
    public string? FindLongestRunning(FlightRecorder recorder, out long startedAt)
    {
        string? method = null;
        startedAt = long.MaxValue;
        lock (_lock)
        {
            foreach ((long id, OutgoingCall call) in _calls)
            {
                if (recorder.TryGetStart(id, out long started) && started < startedAt)
                {
                    startedAt = started;
                    method = call.Method.Name;
                }
            }
        }

        return method;
    }

    /// <summary>Whether a call is under way and none was sent before it.</summary>
    public bool IsOldest(long id)
    {
        lock (_lock)
        {
            foreach (long other in _calls.Keys)
            {
                if (other < id)
                {
                    return false;
                }
            }

            return _calls.ContainsKey(id);
        }
    }

    /// <summary>Takes all calls, in the order they were sent, and refuses new ones.</summary>
    public List<OutgoingCall> Close()
    {
        lock (_lock)
        {
            _closed = true;
            List<OutgoingCall> all = [.. _calls.Values];
            _calls.Clear();
            _count = 0;

            // Ids are given under the send lock, so their order is the order of sending.
            all.Sort(static (left, right) => left.Id.CompareTo(right.Id));
            return all;
        }
    }
}
