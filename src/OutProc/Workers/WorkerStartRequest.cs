using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Shared;

namespace OutProc.Workers;

/// <summary>Which worker to start, and how.</summary>
internal sealed record WorkerStartRequest(
    WorkerDescriptor Contract,
    int WorkerId,
    int Generation,
    LaunchOptions Launch,
    CallOptions Calls,
    ILoggerFactory Loggers,
    SharedResources Shared);
