using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Shared;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Spreads calls over workers, starts workers when calls wait, replaces dead ones. Knows nothing of contracts' types.</summary>
/// <remarks>
/// Thread-safe. One lock guards slots and queue; sending, starting and completing happen outside of it. A call is in the queue or on a
/// connection, never in both, and whoever takes it out completes it or passes it on.
/// </remarks>
internal sealed partial class PoolScheduler : IConnectionOwner, IMeasuredPool, IAsyncDisposable
{
    private readonly WorkerDescriptor _contract;
    private readonly WorkerPoolOptions _options;
    private readonly IWorkerLauncher _launcher;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Lock _lock = new();
    private readonly WorkerSlot[] _slots;
    private readonly LinkedList<OutgoingCall> _queue = new();
    private readonly StartBackoff _backoff;
    private readonly ITimer _refill;
    private readonly CancellationTokenSource _disposing = new();
    private readonly HashSet<Task> _background = [];
    private readonly bool _ownsShared;
    private Task? _disposal;

    public PoolScheduler(WorkerDescriptor contract, WorkerPoolOptions options, IWorkerLauncher launcher, ILoggerFactory loggers)
    {
        Shared = SharedResources.Create(options.Shared, out _ownsShared);
        _contract = contract;
        _options = options;
        _launcher = launcher;
        _loggers = loggers;
        _log = loggers.CreateLogger(OutProcLog.PoolsCategory);
        _backoff = new StartBackoff(_time, options.Restart);
        _slots = new WorkerSlot[options.Pool.MaxWorkers];
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new WorkerSlot(i + 1);
        }

        _refill = _time.CreateTimer(
            static state => ((PoolScheduler)state!).Refill(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Limits = new CallLimits(options.Pool.QueueTimeout, options.Calls.Timeout);
        _recycling = CreateRecyclingTimer();
        _heartbeat = CreateHeartbeatTimer();
        Payloads = new PayloadOptions
        {
            MaxDepth = options.Calls.MaxDepth,
            MaxMessageBytes = options.Calls.MaxMessageBytes,
            Resources = Shared,
        };
        OutProcMetrics.Add(this);
    }

    public string ContractName => _contract.ContractName;

    public PayloadOptions Payloads { get; }

    /// <summary>What the workers and this process have in common.</summary>
    public SharedResources Shared { get; }

    public CallLimits Limits { get; }

    public int MaxWorkers => _slots.Length;

    /// <summary>Starts workers and returns when they are ready.</summary>
    /// <exception cref="WorkerStartException">One of them could not be started.</exception>
    public async Task StartAsync(int workers, CancellationToken cancellationToken)
    {
        var starts = new List<Task>();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            for (int i = 0; i < workers && i < _slots.Length; i++)
            {
                if (_slots[i].IsEmpty)
                {
                    starts.Add(BeginStart(_slots[i]));
                }
            }
        }

        await Task.WhenAll(starts).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a caller's call to the least busy worker with room, or queues it. Never throws.</summary>
    public void Dispatch(OutgoingCall call)
    {
        Exception? refusal = null;
        WorkerSlot? slot = null;
        lock (_lock)
        {
            if (_disposal is not null)
            {
                refusal = Disposed();
            }
            else if (_queue.Count == 0 && TryAssign(call, out slot))
            {
                // Sent below.
            }
            else if (_queue.Count >= _options.Pool.MaxQueue)
            {
                refusal = new WorkerPoolBusyException(
                    $"The queue of the pool of '{_contract.DisplayName}' is full: {_queue.Count} calls wait. Raise Pool.MaxQueue or slow the callers down.",
                    _queue.Count)
                { Worker = _contract.DisplayName, Method = call.Method.Name };
            }
            else if (!CanEverRun(out Exception? error))
            {
                refusal = error;
            }
            else
            {
                Enqueue(call, first: false);
                StartForQueue();
            }
        }

        if (refusal is not null)
        {
            call.CompleteWithError(refusal);
        }
        else if (slot is not null)
        {
            Send(slot, call, callerRuns: true);
        }
    }

    /// <summary>The caller's token was cancelled or the call's time is over, and the call knows it already.</summary>
    public void Cancel(OutgoingCall call)
    {
        HostConnection? connection;
        bool taken = false;
        lock (_lock)
        {
            connection = call.Connection;
            if (call.QueueNode.List is not null)
            {
                _queue.Remove(call.QueueNode);
                taken = true;
            }
        }

        if (taken)
        {
            call.CompleteWithError(call.NotStartedError());
        }
        else
        {
            // No connection: the call was completed already.
            connection?.Cancel(call.Id);
        }
    }

    /// <summary>The workers that are running now, by number.</summary>
    public List<(WorkerSlot Slot, WorkerEndpoint Endpoint)> Snapshot()
    {
        var running = new List<(WorkerSlot, WorkerEndpoint)>();
        lock (_lock)
        {
            foreach (WorkerSlot slot in _slots)
            {
                if (slot.Endpoint is { } endpoint)
                {
                    running.Add((slot, endpoint));
                }
            }

            foreach (RetiringWorker worker in _retiring)
            {
                running.Add((worker.Slot, worker.Endpoint));
            }
        }

        return running;
    }

    public WorkerState StateOf(WorkerSlot slot, WorkerEndpoint endpoint)
    {
        lock (_lock)
        {
            return endpoint.Exited.IsCompleted || (slot.Endpoint != endpoint && FindRetiring(endpoint.Connection) is null) ? WorkerState.Exited
                : _disposal is not null || slot.Endpoint != endpoint ? WorkerState.Stopping
                : slot.InFlight > 0 ? WorkerState.Busy
                : WorkerState.Ready;
        }
    }

    void IConnectionOwner.OnCallsEnded(HostConnection connection, int count)
    {
        lock (_lock)
        {
            Release(connection, count);
        }

        Pump();
    }

    void IConnectionOwner.OnConnectionLost(
        HostConnection connection, WorkerExitInfo exit, CrashCause cause, List<OutgoingCall> notStarted)
    {
        List<RefusedCall>? refused = null;
        lock (_lock)
        {
            if (SlotOf(connection) is { } slot)
            {
                Track(DisposeEndpointAsync(slot.Endpoint!));
                JudgeEnd(slot, exit, cause);
                slot.Clear();
            }
            else
            {
                Forget(connection);
            }

            PutBack(notStarted, ref refused);
            if (_disposal is null)
            {
                StartMinimum();
            }

            RefuseStranded(ref refused);
        }

        Refuse(refused);
        Pump();
    }

    public ValueTask DisposeAsync()
    {
        List<RefusedCall>? refused = null;
        Task disposal;
        lock (_lock)
        {
            if (_disposal is null)
            {
                refused = [.. _queue.Select(static call => new RefusedCall(call, null))];
                _queue.Clear();
                _disposal = Task.Run(StopWorkersAsync);
            }

            disposal = _disposal;
        }

        Refuse(refused);
        return new ValueTask(disposal);
    }

    private void Refuse(List<RefusedCall>? calls)
    {
        if (calls is null)
        {
            return;
        }

        foreach ((OutgoingCall call, WorkerPoolFaultedException? fault) in calls)
        {
            call.CompleteWithError(call.IsAbandoned ? call.NotStartedError() : fault?.Again() ?? (Exception)Disposed());
        }
    }

    private ObjectDisposedException Disposed()
        => new($"WorkerPool<{_contract.ContractName}>", "The worker pool was disposed; the call was not sent, or was not started.");

    private WorkerSlot? SlotOf(HostConnection connection)
    {
        foreach (WorkerSlot slot in _slots)
        {
            if (slot.Endpoint?.Connection == connection)
            {
                return slot;
            }
        }

        return null;
    }

    private void Enqueue(OutgoingCall call, bool first)
    {
        call.Connection = null;
        call.BeginWait();
        if (first)
        {
            _queue.AddFirst(call.QueueNode);
        }
        else
        {
            _queue.AddLast(call.QueueNode);
        }
    }

    /// <summary>Puts calls that no worker has started at the front of the queue, in their order. Called under the lock.</summary>
    private void PutBack(List<OutgoingCall> calls, ref List<RefusedCall>? refused)
    {
        for (int i = calls.Count - 1; i >= 0; i--)
        {
            if (_disposal is not null || IsHopeless || calls[i].IsAbandoned)
            {
                (refused ??= []).Add(new RefusedCall(calls[i], CurrentFault));
            }
            else
            {
                Enqueue(calls[i], first: true);
            }
        }

        if (_disposal is null)
        {
            StartForQueue();
        }
    }

    /// <summary>Gives the call to the least busy worker that has room for it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sendTo">The worker, when the caller is to send; <c>null</c> when the thread that is sending already will.</param>
    private bool TryAssign(OutgoingCall call, out WorkerSlot? sendTo)
    {
        sendTo = null;
        if (!TryChoose(call, out WorkerSlot? chosen))
        {
            return false;
        }

        chosen.InFlight++;
        chosen.Served++;
        call.Connection = chosen.Endpoint!.Connection;
        RecycleAfterCalls(chosen);
        if (chosen.IsSending)
        {
            chosen.Outbox.Enqueue(call);
        }
        else
        {
            chosen.IsSending = true;
            sendTo = chosen;
        }

        return true;
    }

    private bool TryChoose(OutgoingCall call, [NotNullWhen(true)] out WorkerSlot? chosen)
    {
        chosen = null;

        // While another worker is about to be there, a call is better off in the queue than behind another call.
        int prefetch = HasStarting() || HasEmptySlot() ? 0 : call.Prefetch;
        foreach (WorkerSlot slot in _slots)
        {
            if (slot.Endpoint is not null
                && !slot.IsLost
                && slot.InFlight < slot.Capacity(prefetch, _options.Pool.MaxConcurrencyPerWorker)
                && (chosen is null || slot.InFlight < chosen.InFlight))
            {
                chosen = slot;
            }
        }

        return chosen is not null;
    }

    private bool HasStarting()
    {
        foreach (WorkerSlot slot in _slots)
        {
            if (slot.IsStarting)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasEmptySlot()
    {
        foreach (WorkerSlot slot in _slots)
        {
            if (slot.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends what can be sent. The lock is never held across a send.</summary>
    private void Pump()
    {
        while (true)
        {
            OutgoingCall call;
            WorkerSlot? slot;
            lock (_lock)
            {
                if (_queue.First is not { } node || !TryAssign(node.Value, out slot))
                {
                    return;
                }

                _queue.Remove(node);
                call = node.Value;
            }

            if (slot is not null)
            {
                Send(slot, call, callerRuns: false);
            }
        }
    }

    /// <summary>Sends a call, and whatever other threads have assigned to the same worker in the meantime.</summary>
    private void Send(WorkerSlot slot, OutgoingCall call, bool callerRuns)
    {
        HostConnection connection = call.Connection!;
        bool sent = connection.TrySend(call, callerRuns, out long ownAnswer);
        bool allSent = sent;
        while (TakeNext(slot, sent ? null : call, out List<RefusedCall>? refused, out OutgoingCall? next))
        {
            Refuse(refused);
            call = next;
            sent = call.Connection!.TrySend(call, callerRuns: false, out _);
            allSent &= sent;
        }

        if (ownAnswer != 0)
        {
            connection.ReceiveOwn(ownAnswer);
        }

        if (!allSent)
        {
            Pump();
        }
    }

    /// <summary>Puts a call that could not be sent back, and takes the next one of the worker's outbox.</summary>
    /// <returns><c>false</c> when the outbox is empty: this thread no longer sends to the worker.</returns>
    private bool TakeNext(
        WorkerSlot slot, OutgoingCall? unsent, out List<RefusedCall>? refused, [NotNullWhen(true)] out OutgoingCall? next)
    {
        refused = null;
        lock (_lock)
        {
            if (unsent is not null)
            {
                // The worker's end is about to be reported. Until then nothing more is given to it.
                slot.IsLost = slot.Endpoint?.Connection == unsent.Connection;
                List<OutgoingCall> all = [unsent, .. slot.Outbox];
                slot.Outbox.Clear();
                foreach (OutgoingCall call in all)
                {
                    Release(call.Connection!, 1);
                }

                PutBack(all, ref refused);
            }

            slot.IsSending = slot.Outbox.TryDequeue(out next);
        }

        if (next is null)
        {
            Refuse(refused);
        }

        return next is not null;
    }
}
