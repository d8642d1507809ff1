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
}
