using OutProc.Contracts;
using OutProc.Rpc;

namespace OutProc.Pools;

/// <summary>A call that no worker will get, and why: decided under the pool's lock, told outside of it, when all may be different again.</summary>
/// <param name="Call">The call.</param>
/// <param name="Fault">Why the pool had given up; <c>null</c> when it was disposed, or the call was cancelled.</param>
internal readonly record struct RefusedCall(OutgoingCall Call, WorkerPoolFaultedException? Fault);
