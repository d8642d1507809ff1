using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>Who hears of a worker process.</summary>
/// <remarks>Called on the monitor's thread, which all workers share: implementations post, and never run user code or wait.</remarks>
internal interface IChildProcessSink
{
    /// <summary>A control frame has arrived. Its payload becomes the sink's.</summary>
    /// <exception cref="ProtocolViolationException">The frame makes no sense; the worker is killed.</exception>
    void OnControlFrame(in Frame frame);

    /// <summary>The worker sent something that is not the protocol, and was killed.</summary>
    void OnViolation(string violation);

    /// <summary>The process has ended, and everything it sent before was handed over.</summary>
    void OnExited(WorkerExitInfo exit, CrashCause cause);
}
