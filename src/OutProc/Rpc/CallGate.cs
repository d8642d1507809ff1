using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>
/// Lets one call of a <c>Serialized</c> worker run at a time, in arrival order: the others wait in the inbox until the running method's task
/// has ended.
/// </summary>
/// <remarks>
/// Thread-safe. Taking the gate and looking into the inbox happen under one lock, so that a finisher that opens the gate and a loop that
/// puts a call into the inbox cannot miss each other.
/// </remarks>
internal sealed class CallGate
{
    private readonly Lock _lock = new();
    private readonly Queue<Frame> _inbox = new();
    private bool _taken;

    /// <summary>Takes the gate for <paramref name="request"/>, or puts it into the inbox.</summary>
    /// <returns>Whether the request may run now.</returns>
    public bool TryEnter(in Frame request)
    {
        lock (_lock)
        {
            if (_taken || _inbox.Count > 0)
            {
                _inbox.Enqueue(request);
                return false;
            }

            _taken = true;
            return true;
        }
    }

    /// <summary>Puts a request into the inbox, whether the gate is taken or not; who runs calls looks there first.</summary>
    public void Enqueue(in Frame request)
    {
        lock (_lock)
        {
            _inbox.Enqueue(request);
        }
    }

    /// <summary>Takes the gate for the oldest call of the inbox.</summary>
    /// <returns><c>false</c> when the gate is taken or the inbox is empty.</returns>
    public bool TryEnterNext(out Frame request)
    {
        lock (_lock)
        {
            if (_taken || !_inbox.TryDequeue(out request))
            {
                request = default;
                return false;
            }

            _taken = true;
            return true;
        }
    }

    /// <summary>Opens the gate.</summary>
    /// <returns>Whether a call waits in the inbox for somebody to run it.</returns>
    public bool Leave()
    {
        lock (_lock)
        {
            _taken = false;
            return _inbox.Count > 0;
        }
    }

    /// <summary>Drops the calls that wait; they were never started.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_inbox.TryDequeue(out Frame request))
            {
                request.Payload.Dispose();
            }
        }
    }
}
