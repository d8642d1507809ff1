using Microsoft.Extensions.Logging;

namespace OutProc.Diagnostics;

/// <summary>What the OutProc runtime inside a worker says; the records reach the host like those of the worker's own code.</summary>
internal static partial class OutProcLog
{
    [LoggerMessage(200, LogLevel.Warning, "While the worker was stopping, {Step} failed.")]
    public static partial void WorkerStopFailed(ILogger logger, string step, Exception error);

    [LoggerMessage(201, LogLevel.Error, "{Worker} ended by an exception of its runtime.")]
    public static partial void InProcessWorkerFailed(ILogger logger, string worker, Exception error);
}
