using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Rpc;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Start, replacement and stop of the workers.</summary>
internal sealed partial class PoolScheduler
{
    /// <summary>Whether a call that is queued now can hope for a worker. Called under the lock.</summary>
    private bool CanEverRun(out Exception? error)
    {
        error = null;
        if (IsHopeless)
        {
            error = _fault!.Again();
            return false;
        }

        if (_backoff.LastError is { } last && _backoff.Remaining > TimeSpan.Zero && CountWorkers() == 0)
        {
            error = last is WorkerStartException start ? start.Again() : last;
            return false;
        }

        return true;
    }

    /// <summary>Called under the lock.</summary>
    private int CountWorkers()
    {
        int count = 0;
        foreach (WorkerSlot slot in _slots)
        {
            count += slot.IsEmpty ? 0 : 1;
        }

        return count;
    }

    /// <summary>Starts as many workers as calls wait, up to the maximum. Called under the lock.</summary>
    private void StartForQueue()
    {
        if (_fault is not null)
        {
            return;
        }

        if (_backoff.LastError is not null && _backoff.Remaining is var left && left > TimeSpan.Zero)
        {
            _refill.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        int wanted = _queue.Count;
        foreach (WorkerSlot slot in _slots)
        {
            wanted -= slot.IsStarting ? 1 : 0;
        }

        foreach (WorkerSlot slot in _slots)
        {
            if (wanted > 0 && slot.IsEmpty)
            {
                wanted--;
                BeginStart(slot);
            }
        }
    }

    /// <summary>Keeps the minimum number of workers running. Called under the lock.</summary>
    private void StartMinimum()
    {
        int missing = _options.Pool.MinWorkers - CountWorkers();
        if (missing <= 0 || _fault is not null)
        {
            return;
        }

        if (_backoff.Remaining is var left && left > TimeSpan.Zero)
        {
            _refill.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        foreach (WorkerSlot slot in _slots)
        {
            if (missing > 0 && slot.IsEmpty)
            {
                missing--;
                BeginStart(slot);
            }
        }
    }

    private void Refill()
    {
        lock (_lock)
        {
            if (_disposal is null)
            {
                StartForQueue();
                StartMinimum();
            }
        }
    }

    /// <summary>Called under the lock; the work happens outside of it.</summary>
    private Task BeginStart(WorkerSlot slot)
    {
        slot.Starting = true;
        return Launch(slot);
    }

    /// <summary>Called under the lock; the work happens outside of it.</summary>
    private Task Launch(WorkerSlot slot)
    {
        slot.Generation++;
        var request = new WorkerStartRequest(_contract, slot.WorkerId, slot.Generation, _options.Launch, _options.Calls, _loggers, Shared);
        long began = _time.GetTimestamp();
        Task start = Task.Run(() => StartWorkerAsync(slot, request, began));
        Track(start);
        return start;
    }

    private async Task StartWorkerAsync(WorkerSlot slot, WorkerStartRequest request, long began)
    {
        OutProcLog.WorkerStarting(_log, _contract.DisplayName, request.WorkerId, request.Generation);
        WorkerEndpoint endpoint;
        try
        {
            endpoint = await _launcher.StartAsync(request, _disposing.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            StartFailed(slot, e, began);
            throw;
        }

        lock (_lock)
        {
            Retire(slot);
            slot.Occupy(endpoint, _time.GetTimestamp());
            _backoff.Started();

            // Under the lock: a worker that is dead already must find itself in its slot when it reports its end.
            endpoint.Connection.Start(this);
        }

        Pump();
        var contract = new KeyValuePair<string, object?>(OutProcMetrics.ContractTag, ContractName);
        OutProcMetrics.WorkerStartDuration.Record(_time.GetElapsedTime(began).TotalSeconds, contract);
        if (request.Generation > 1)
        {
            OutProcMetrics.WorkerRestarts.Add(1, contract);
            OutProcLog.WorkerReplaced(_log, _contract.DisplayName, request.WorkerId, request.Generation);
        }
    }

    private void StartFailed(WorkerSlot slot, Exception error, long began)
    {
        TimeSpan delay;
        List<OutgoingCall>? stranded = null;
        lock (_lock)
        {
            slot.Starting = false;
            slot.Recycling = false;
            if (_disposal is null && _backoff.Failed(error, began))
            {
                GiveUp(error);
            }

            delay = _backoff.Remaining;
            if (CountWorkers() == 0)
            {
                // Nobody is left who could serve them: every waiting caller learns why.
                stranded = [.. _queue];
                _queue.Clear();
            }

            if (_disposal is null)
            {
                StartMinimum();
            }
        }

        for (int i = 0; i < stranded?.Count; i++)
        {
            stranded[i].CompleteWithError(error is WorkerStartException start ? start.Again() : error);
        }

        if (!_disposing.IsCancellationRequested)
        {
            OutProcLog.WorkerStartFailed(_log, _contract.DisplayName, slot.WorkerId, delay, error);
        }
    }

    /// <summary>Keeps a background task until it has ended, so that disposing can wait for it. Called under the lock.</summary>
    private void Track(Task task)
    {
        _background.Add(task);
        task.ContinueWith(
            static (ended, state) =>
            {
                // Read, so that a failed start, whose callers were told, is not reported as unobserved.
                _ = ended.Exception;
                var scheduler = (PoolScheduler)state!;
                lock (scheduler._lock)
                {
                    scheduler._background.Remove(ended);
                }
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private static ValueTask DisposeAsync(ITimer? timer) => timer?.DisposeAsync() ?? default;

    private static async Task DisposeEndpointAsync(WorkerEndpoint endpoint) => await endpoint.DisposeAsync().ConfigureAwait(false);

    private async Task StopWorkersAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await AwaitBackgroundAsync().ConfigureAwait(false);

        var stops = new List<Task>();
        foreach ((_, WorkerEndpoint endpoint) in Snapshot())
        {
            stops.Add(StopWorkerAsync(endpoint));
        }

        await Task.WhenAll(stops).ConfigureAwait(false);
        await AwaitBackgroundAsync().ConfigureAwait(false);
        await _refill.DisposeAsync().ConfigureAwait(false);
        await DisposeAsync(_recycling).ConfigureAwait(false);
        await DisposeAsync(_heartbeat).ConfigureAwait(false);
        OutProcMetrics.Remove(this);
        if (_ownsShared)
        {
            Shared.Dispose();
        }

        _disposing.Dispose();
    }

    /// <summary>Stops one worker, for whoever has its handle. Its calls may end; those that come go to others.</summary>
    public async Task StopWorkerAsync(WorkerSlot slot, WorkerEndpoint endpoint, TimeSpan? grace)
    {
        lock (_lock)
        {
            slot.IsLost |= slot.Endpoint == endpoint;
        }

        await endpoint.StopAsync(grace ?? _options.Launch.ShutdownGrace).ConfigureAwait(false);
    }

    private async Task StopWorkerAsync(WorkerEndpoint endpoint)
    {
        // Bounded by the endpoint: grace, kill, and the kernel's time to take the process down.
        await endpoint.StopAsync(_options.Launch.ShutdownGrace).ConfigureAwait(false);
        await endpoint.Connection.Ended.ConfigureAwait(false);
    }

    private async Task AwaitBackgroundAsync()
    {
        Task[] running;
        lock (_lock)
        {
            running = [.. _background];
        }

        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WorkerStartException or OperationCanceledException or PlatformNotSupportedException)
        {
            // Starts that failed or were cancelled by the disposal; their callers have been told.
        }
    }
}
