using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>Hands the encoded arguments of a call to a dispatcher of this process, and its encoded result back: all that emitted code does runs.</summary>
internal sealed class LoopbackRouter : CallRouter, IWorkerSessionOwner
{
    private readonly IWorkerDispatcher _dispatcher;
    private readonly WorkerSession _session;
    private IncomingCall? _running;

    public LoopbackRouter(IWorkerDispatcher dispatcher, PayloadOptions? payloads = null)
    {
        _dispatcher = dispatcher;
        Payloads = payloads ?? PayloadOptions.Default;
        (InMemoryChannel data, _) = InMemoryChannel.CreatePair();
        (InMemoryChannel control, _) = InMemoryChannel.CreatePair();
        _session = new WorkerSession(data, control, dispatcher, WorkerConcurrency.Serialized, int.MaxValue, Payloads, this);
    }

    public override string ContractName => "Loopback";

    public override PayloadOptions Payloads { get; }

    /// <summary>The encoded arguments of the last call.</summary>
    public byte[] LastRequest { get; private set; } = [];

    public override void Dispatch(OutgoingCall call)
    {
        call.BeginAttempt();
        LastRequest = call.Request.WrittenSpan.ToArray();
        var arguments = PayloadBuffer.Rent();
        arguments.CopyFrom(LastRequest);
        _running = new IncomingCall(_session);
        _running.Begin(call.Id, call.Method.Index, arguments);
        _ = RunAsync(call, _running);
    }

    public override void Cancel(OutgoingCall call) => _running?.Cancel(call.Id);

    void IWorkerSessionOwner.OnStopRequested()
    {
    }

    void IWorkerSessionOwner.OnHostLost()
    {
    }

    private async Task RunAsync(OutgoingCall call, IncomingCall incoming)
    {
        try
        {
            await _dispatcher.DispatchAsync(call.Method.Index, incoming);
        }
        catch (Exception e)
        {
            call.CompleteWithError(e);
            return;
        }

        var result = PayloadBuffer.Rent();
        result.CopyFrom(incoming.Result.WrittenSpan);
        call.SetAnswer(result, failedWorker: null);
        call.Complete();
    }
}
