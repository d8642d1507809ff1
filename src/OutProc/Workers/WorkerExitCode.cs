namespace OutProc.Workers;

/// <summary>The exit codes of worker processes that end by themselves.</summary>
internal static class WorkerExitCode
{
    /// <summary>The host asked for it, and all went well.</summary>
    public const int Stopped = 0;

    /// <summary>The worker could not start; it told the host why.</summary>
    public const int StartFailed = 1;

    /// <summary>The host ended, or does not speak the protocol; <c>EX_UNAVAILABLE</c> of sysexits.h.</summary>
    public const int HostLost = 69;

    /// <summary>The worker stopped, but its <c>StopAsync</c> or <c>Dispose</c> failed; the log says how.</summary>
    public const int StopFailed = 2;
}
