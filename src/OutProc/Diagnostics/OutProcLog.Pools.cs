using Microsoft.Extensions.Logging;

namespace OutProc.Diagnostics;

/// <summary>What OutProc itself says of worker pools.</summary>
internal static partial class OutProcLog
{
    public const string PoolsCategory = "OutProc.Pools";

    [LoggerMessage(300, LogLevel.Debug, "{Worker} #{WorkerId} is being started, generation {Generation}.")]
    public static partial void WorkerStarting(ILogger logger, string worker, int workerId, int generation);

    [LoggerMessage(301, LogLevel.Error, "{Worker} #{WorkerId} could not be started; no other start is tried for {Delay}.")]
    public static partial void WorkerStartFailed(ILogger logger, string worker, int workerId, TimeSpan delay, Exception error);

    [LoggerMessage(302, LogLevel.Information, "{Worker} #{WorkerId} was replaced: generation {Generation} takes calls now.")]
    public static partial void WorkerReplaced(ILogger logger, string worker, int workerId, int generation);

    [LoggerMessage(310, LogLevel.Information, "{Worker} #{WorkerId} is being replaced: {Reason}.")]
    public static partial void WorkerRecycling(ILogger logger, string worker, int workerId, string reason);

    [LoggerMessage(311, LogLevel.Critical, "The pool of {Worker} starts no more workers: {Failures} starts have failed within {Window}.")]
    public static partial void PoolFaulted(ILogger logger, string worker, int failures, TimeSpan window, Exception error);
}
