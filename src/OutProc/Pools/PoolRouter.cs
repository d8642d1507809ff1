using OutProc.Rpc;
using OutProc.Serialization;

namespace OutProc.Pools;

/// <summary>Sends the calls of one proxy to the pool, with the prefetch that suits the proxy's use.</summary>
internal sealed class PoolRouter(PoolScheduler scheduler, int prefetch) : CallRouter
{
    public override string ContractName => scheduler.ContractName;

    public override PayloadOptions Payloads => scheduler.Payloads;

    public override CallLimits Limits => scheduler.Limits;

    public override void Dispatch(OutgoingCall call)
    {
        call.Prefetch = prefetch;
        scheduler.Dispatch(call);
    }

    public override void Cancel(OutgoingCall call) => scheduler.Cancel(call);
}
