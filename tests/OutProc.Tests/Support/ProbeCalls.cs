using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Rpc;
using OutProc.Serialization;

namespace OutProc.Tests.Support;

/// <summary>What the generator would emit as the proxy of <see cref="ProbeDispatcher"/>.</summary>
internal sealed class ProbeCalls(CallRouter router)
{
    private readonly RemoteInvoker _call = new(router);

    public static WorkerDescriptor Descriptor { get; } = new(
        WorkerDescriptor.AbiVersion, "OutProc.Tests.IProbe", "Probe", "OutProc.Tests", ProbeDispatcher.Methods, static _ => new object());

    public ValueTask<int> CallAsync(int method, int argument, CancellationToken cancellationToken = default)
        => CallAsync(ProbeDispatcher.Methods[method], argument, cancellationToken);

    /// <summary>As a contract would whose method says other things of itself than <see cref="ProbeDispatcher.Methods"/>.</summary>
    public ValueTask<int> CallAsync(MethodDescriptor method, int argument, CancellationToken cancellationToken = default)
        => _call.InvokeAsync<IntPayload, int, IntPayload>(method, new IntPayload(argument), cancellationToken);

    /// <summary>A call with an argument that the worker does not expect: for calls that never get as far as that.</summary>
    public ValueTask<int> CallAsync(int method, byte[] argument, CancellationToken cancellationToken = default)
        => _call.InvokeAsync<BytesPayload, int, IntPayload>(ProbeDispatcher.Methods[method], new BytesPayload(argument), cancellationToken);

    /// <summary>Sends every call to one connection, as a pool of one worker would.</summary>
    internal sealed class ToConnection(HostConnection connection) : CallRouter, IConnectionOwner
    {
        /// <summary>The attempts each call had behind it when it was handed back.</summary>
        public List<int> NotStarted { get; } = [];

        public override string ContractName => Descriptor.ContractName;

        public override PayloadOptions Payloads => PayloadOptions.Default;

        /// <summary>The call that was sent last, as long as it is under way.</summary>
        public OutgoingCall? Last { get; private set; }

        public override void Dispatch(OutgoingCall call)
        {
            Last = call;
            call.Connection = connection;
            if (!connection.TrySend(call, callerRuns: true, out long ownAnswer))
            {
                call.CompleteWithError(new ObjectDisposedException("connection"));
            }
            else if (ownAnswer != 0)
            {
                connection.ReceiveOwn(ownAnswer);
            }
        }

        public override void Cancel(OutgoingCall call) => connection.Cancel(call.Id);

        public void OnCallsEnded(HostConnection connection, int count)
        {
        }

        public void OnConnectionLost(HostConnection connection, WorkerExitInfo exit, CrashCause cause, List<OutgoingCall> notStarted)
        {
            foreach (OutgoingCall call in notStarted)
            {
                NotStarted.Add(call.Attempts);
                call.CompleteWithError(new ObjectDisposedException("connection"));
            }
        }
    }

    public static PoolRouter Pool(PoolScheduler scheduler, int prefetch = 0) => new(scheduler, prefetch);
}
