using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>Answers what workers ask of their host.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface IHostRequestHandler
{
    /// <summary>
    /// Answers a request, now or later. Called by a thread that reads a channel: it must not wait and must not run user code.
    /// </summary>
    /// <exception cref="ProtocolViolationException">The request makes no sense; the worker is killed for it.</exception>
    void Handle(in HostRequest request);
}
