using OutProc.Contracts;

namespace OutProc.Rpc;

/// <summary>Whoever spreads calls over connections: a pool.</summary>
/// <remarks>Called on reader threads, without any lock held. Implementations take locks and send; they never run user code.</remarks>
internal interface IConnectionOwner
{
    /// <summary>Calls of the connection have ended: it has room for as many others.</summary>
    void OnCallsEnded(HostConnection connection, int count);

    /// <summary>The worker is gone. Every call it may have started was completed; these were not started and are the owner's again.</summary>
    void OnConnectionLost(HostConnection connection, WorkerExitInfo exit, CrashCause cause, List<OutgoingCall> notStarted);
}
