using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>A worker whose place was taken by a newer one. It ends the calls it has.</summary>
/// <remarks>Everything is read and written under the pool's lock.</remarks>
internal sealed class RetiringWorker(WorkerSlot slot, WorkerEndpoint endpoint, int inFlight)
{
    public WorkerSlot Slot { get; } = slot;

    public WorkerEndpoint Endpoint { get; } = endpoint;

    /// <summary>How many calls the worker still has.</summary>
    public int InFlight { get; set; } = inFlight;
}
