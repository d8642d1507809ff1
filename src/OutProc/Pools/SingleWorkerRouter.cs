using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Shared;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Sends every call to one worker. Nothing is queued here and nothing is tried again: there is no other worker.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SingleWorkerRouter(WorkerPoolOptions options, string contractName, string name, SharedResources shared)
    : CallRouter, IConnectionOwner
{
    private volatile WorkerEndpoint? _endpoint;
    private volatile string? _refusal = "was not started";
    private int _underWay;

    public override string ContractName => contractName;

    public override PayloadOptions Payloads { get; } = new()
    {
        MaxDepth = options.Calls.MaxDepth,
        MaxMessageBytes = options.Calls.MaxMessageBytes,
        Resources = shared,
    };

    public override CallLimits Limits { get; } = new(Timeout.InfiniteTimeSpan, options.Calls.Timeout);

    public bool IsBusy => Volatile.Read(ref _underWay) > 0;

    /// <summary>The worker is ready: calls may come.</summary>
    public void Open(WorkerEndpoint endpoint)
    {
        _endpoint = endpoint;
        _refusal = null;
        endpoint.Connection.Start(this);
    }

    /// <summary>Takes no more calls.</summary>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public void Close(string reason) => _refusal = reason;

    public override void Dispatch(OutgoingCall call)
    {
        if (_refusal is { } reason)
        {
            call.CompleteWithError(new InvalidOperationException($"{name} {reason}; it takes no calls."));
            return;
        }

        HostConnection connection = _endpoint!.Connection;
        call.Connection = connection;
        Interlocked.Increment(ref _underWay);
        if (!connection.TrySend(call, callerRuns: true, out long ownAnswer))
        {
            Interlocked.Decrement(ref _underWay);
            Task<WorkerExitInfo> exited = _endpoint!.Exited;
            Fail(call, exited.IsCompleted ? exited.GetAwaiter().GetResult() : new WorkerExitInfo { ProcessId = _endpoint!.ProcessId }, CrashCause.Exited);
        }
        else if (ownAnswer != 0)
        {
            connection.ReceiveOwn(ownAnswer);
        }
    }

    public override void Cancel(OutgoingCall call) => call.Connection?.Cancel(call.Id);

    public void OnCallsEnded(HostConnection connection, int count) => Interlocked.Add(ref _underWay, -count);

    public void OnConnectionLost(HostConnection connection, WorkerExitInfo exit, CrashCause cause, List<OutgoingCall> notStarted)
    {
        Volatile.Write(ref _underWay, 0);
        foreach (OutgoingCall call in notStarted)
        {
            Fail(call, exit, cause);
        }
    }

    private void Fail(OutgoingCall call, WorkerExitInfo exit, CrashCause cause)
        => call.CompleteWithError(call.IsAbandoned
            ? call.NotStartedError()
            : CrashErrors.For(call, name, exit, cause, violation: null, mayHaveExecuted: call.Attempts > 0));
}
