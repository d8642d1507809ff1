namespace OutProc.Workers;

/// <summary>Lets an application be its own worker where there is no separate .NET host: self-contained, single-file and Native AOT.</summary>
public static class OutProcWorker
{
    /// <summary>Whether the application asked at all; if it never does, it cannot become a worker.</summary>
    internal static bool WasAsked { get; private set; }

    /// <summary>
    /// Runs this process as a worker if it was started as one. Must be the first statement of <c>Main</c>, before anything is written, read or started:
    /// <code>if (OutProcWorker.TryRun(args, out int exitCode)) { return exitCode; }</code>
    /// </summary>
    /// <remarks>
    /// Needed only by applications that are published self-contained, as a single file or ahead of time; harmless in all others. In a worker the
    /// call returns when the host stops the worker.
    /// </remarks>
    /// <param name="args">The arguments of <c>Main</c>.</param>
    /// <param name="exitCode">What <c>Main</c> shall return at once, when the result is <c>true</c>.</param>
    /// <returns><c>true</c> in a worker, <c>false</c> in the application itself.</returns>
    public static bool TryRun(string[] args, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(args);
        WasAsked = true;
        if (WorkerArguments.TryParse(args, out WorkerArguments worker))
        {
            exitCode = WorkerEntryPoint.Run(worker);
            return true;
        }

        exitCode = 0;
        return false;
    }
}
