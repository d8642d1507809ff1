using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;

namespace OutProc.Workers;

/// <summary>Tells the host's loggers how a worker ended: by order, by itself, or by the host's hand.</summary>
internal static class WorkerEndLog
{
    public static void Write(ILoggerFactory loggers, string worker, WorkerExitInfo exit, CrashCause cause, string? violation)
    {
        ILogger logger = loggers.CreateLogger(OutProcLog.WorkersCategory);
        switch (cause)
        {
            case CrashCause.Stopped:
                OutProcLog.WorkerStopped(logger, worker, exit.Describe(), exit.Uptime);
                break;
            case CrashCause.OutOfMemory:
                OutProcLog.WorkerCrashed(logger, worker, "ran out of memory and " + exit.Describe(), exit.Uptime);
                break;
            case CrashCause.Exited:
                OutProcLog.WorkerCrashed(logger, worker, exit.Describe(), exit.Uptime);
                break;
            default:
                OutProcLog.WorkerKilled(logger, worker, exit.Uptime, cause, violation);
                break;
        }
    }
}
