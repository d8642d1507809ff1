using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>Where a call goes: the pool, a lease or a single connection. The one thing an invoker knows of the rooms above.</summary>
/// <remarks>Thread-safe.</remarks>
internal abstract class CallRouter
{
    /// <summary>The full name of the contract, for measurements.</summary>
    public abstract string ContractName { get; }

    /// <summary>The limits that arguments are written and results are read under.</summary>
    public abstract PayloadOptions Payloads { get; }

    /// <summary>How long calls may wait and run.</summary>
    public virtual CallLimits Limits => CallLimits.None;

    /// <summary>Sends the call, or queues it. Never throws; a call that cannot go anywhere is completed with its error.</summary>
    public abstract void Dispatch(OutgoingCall call);

    /// <summary>
    /// The caller's token was cancelled, or the call's time is over, and the call knows it already. Completes the call when it was not sent yet, else
    /// asks the worker to stop it.
    /// </summary>
    public abstract void Cancel(OutgoingCall call);
}
