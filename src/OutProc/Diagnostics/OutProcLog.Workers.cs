using Microsoft.Extensions.Logging;
using OutProc.Contracts;

namespace OutProc.Diagnostics;

/// <summary>What OutProc itself says of worker processes.</summary>
internal static partial class OutProcLog
{
    public const string WorkersCategory = "OutProc.Workers";
    public const string OutputCategory = "OutProc.Worker.StdOut";
    public const string ErrorCategory = "OutProc.Worker.StdErr";

    [LoggerMessage(100, LogLevel.Debug, "{Worker} was ready after {Elapsed:0.0} ms, on runtime {Runtime} ({Architecture}).")]
    public static partial void WorkerStarted(ILogger logger, string worker, double elapsed, string runtime, string architecture);

    [LoggerMessage(101, LogLevel.Debug, "{Worker} {End} after {Uptime}.")]
    public static partial void WorkerStopped(ILogger logger, string worker, string end, TimeSpan uptime);

    [LoggerMessage(102, LogLevel.Warning, "{Worker} {End} after {Uptime}, and nobody had asked it to.")]
    public static partial void WorkerCrashed(ILogger logger, string worker, string end, TimeSpan uptime);

    [LoggerMessage(103, LogLevel.Warning, "{Worker} was killed after {Uptime}: {Cause}. {Violation}")]
    public static partial void WorkerKilled(ILogger logger, string worker, TimeSpan uptime, CrashCause cause, string? violation);

    [LoggerMessage(104, LogLevel.Warning, "{Worker} did not stop within {Grace} (Launch.ShutdownGrace) and is killed.")]
    public static partial void WorkerSlowToStop(ILogger logger, string worker, TimeSpan grace);

    [LoggerMessage(105, LogLevel.Information, "The calls of {Worker} travel by socket: the system gives no shared memory.")]
    public static partial void NoSharedMemory(ILogger logger, string worker, Exception exception);

    [LoggerMessage(106, LogLevel.Warning, "{Worker} waits for a debugger to be attached (OUTPROC_DEBUG).")]
    public static partial void WaitsForDebugger(ILogger logger, string worker);

    [LoggerMessage(110, LogLevel.Information, "{Worker}: {Line}")]
    public static partial void StandardOutput(ILogger logger, string worker, string line);

    [LoggerMessage(111, LogLevel.Warning, "{Worker}: {Line}")]
    public static partial void StandardError(ILogger logger, string worker, string line);

    [LoggerMessage(112, LogLevel.Warning, "{Worker}: {Count} lines of output are not shown, because they came faster than the loggers took them.")]
    public static partial void OutputLost(ILogger logger, string worker, long count);
}
