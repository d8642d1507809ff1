using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Rpc;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>The circuit breaker: a pool whose workers do not start stops trying, and says why.</summary>
internal sealed partial class PoolScheduler
{
    private WorkerPoolFaultedException? _fault;

    /// <summary>Why no workers are started any more; <c>null</c> while they are.</summary>
    public WorkerPoolFaultedException? Fault
    {
        get
        {
            lock (_lock)
            {
                return CurrentFault?.Again();
            }
        }
    }

    /// <summary>Called under the lock.</summary>
    private WorkerPoolFaultedException? CurrentFault => _disposal is null ? _fault : null;

    /// <summary>How the pool is.</summary>
    public PoolHealth GetHealth()
    {
        int workers = 0;
        int busy = 0;
        (string Method, TimeSpan Elapsed)? longest = null;
        foreach ((WorkerSlot slot, WorkerEndpoint endpoint) in Snapshot())
        {
            workers++;
            busy += StateOf(slot, endpoint) == WorkerState.Busy ? 1 : 0;
            if (endpoint.Connection.FindLongestRunning() is { } running && !(longest?.Elapsed > running.Elapsed))
            {
                longest = running;
            }
        }

        lock (_lock)
        {
            return new PoolHealth(_contract.DisplayName, workers, busy, longest, _backoff.Remaining, _fault);
        }
    }

    /// <summary>Counts for the instruments.</summary>
    public PoolMeasure Measure()
    {
        int workers = 0;
        int busy = 0;
        lock (_lock)
        {
            foreach (WorkerSlot slot in _slots)
            {
                workers += slot.Endpoint is null ? 0 : 1;
                busy += slot.InFlight > 0 ? 1 : 0;
            }

            return new PoolMeasure(workers, busy, _queue.Count);
        }
    }

    /// <summary>Forgets failed starts and starts workers at once: the minimum, but at least one.</summary>
    public Task ResetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            _fault = null;
            _backoff.Started();
            _backoff.Reset();
            StartForQueue();
        }

        return StartAsync(Math.Max(1, _options.Pool.MinWorkers), cancellationToken);
    }

    /// <summary>Decides what the end of a worker means for the next start. Called under the lock, before the slot is cleared.</summary>
    private void JudgeEnd(WorkerSlot slot, WorkerExitInfo exit, CrashCause cause)
    {
        bool infant = _time.GetElapsedTime(slot.ReadySince) < StartBackoff.InfantDeath;
        if (!infant || cause == CrashCause.Stopped)
        {
            // It has lived, or was ended by the host; a fault is left to ResetAsync.
            if (_fault is null)
            {
                _backoff.Reset();
            }
        }
        else if (exit.StartedMethods.Count == 0 && cause != CrashCause.CancelGraceExceeded && _backoff.Failed(error: null, slot.ReadySince))
        {
            GiveUp(new WorkerStartException(
                WorkerStartFailure.ExitedEarly,
                $"{_contract.DisplayName} #{slot.WorkerId} was ready, but {exit.Describe()} before it had a call.",
                exit));
        }
    }

    /// <summary>Called under the lock.</summary>
    private void GiveUp(Exception cause)
    {
        RestartOptions restart = _options.Restart;
        _fault = new WorkerPoolFaultedException(
            $"The pool of '{_contract.DisplayName}' starts no more workers: {restart.MaxFailures} starts have failed within {restart.Window}. " +
            $"Call ResetAsync when the cause is gone. The last failure: {cause.Message}",
            cause)
        {
            Worker = _contract.DisplayName,
        };
        Track(Task.Run(() => OutProcLog.PoolFaulted(_log, _contract.DisplayName, restart.MaxFailures, restart.Window, cause)));
    }

    /// <summary>Whether nobody serves calls, and nobody will. Called under the lock.</summary>
    private bool IsHopeless => _fault is not null && CountWorkers() == 0;

    /// <summary>Takes the calls out of the queue for which no worker will ever be started. Called under the lock.</summary>
    private void RefuseStranded(ref List<RefusedCall>? refused)
    {
        if (IsHopeless && _queue.Count > 0)
        {
            foreach (OutgoingCall call in _queue)
            {
                (refused ??= []).Add(new RefusedCall(call, CurrentFault));
            }

            _queue.Clear();
        }
    }
}
