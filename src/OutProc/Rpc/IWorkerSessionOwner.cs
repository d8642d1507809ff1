using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>Whoever runs a <see cref="WorkerSession"/>: a worker process or an in-process worker.</summary>
internal interface IWorkerSessionOwner
{
    /// <summary>The host asked the worker to stop. Called once, on the thread pool: user callbacks may run.</summary>
    void OnStopRequested();

    /// <summary>The host has another shared resource, or a descriptor for a call. Called on the control thread; the frame is the callee's.</summary>
    void OnShared(in Frame frame) => frame.Drop();

    /// <summary>The host is gone, without having asked to stop. Called on the control thread; a worker process ends at once.</summary>
    void OnHostLost();
}
