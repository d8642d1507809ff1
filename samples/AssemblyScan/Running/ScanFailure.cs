namespace AssemblyScan.Running;

/// <summary>Tells failures of one file from failures of the whole scan, and puts the former into words.</summary>
internal static class ScanFailure
{
    /// <summary>Whether the exception concerns the one file, so that the others can go on.</summary>
    public static bool ConcernsOneFile(Exception exception) => exception switch
    {
        WorkerCrashedException or PoisonCallException or RemoteInvocationException => true,
        OutProcException or OperationCanceledException or ObjectDisposedException or PlatformNotSupportedException => false,
        _ => true,
    };

    /// <summary>Says why. The same text on every run and in every mode: no process ids, no paths of temporary files.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        WorkerCrashedException crash => $"worker crashed: {crash.Exit.Describe()}",
        PoisonCallException poison => $"workers crashed: the last {poison.Exits[^1].Describe()}",
        RemoteInvocationException remote => $"{remote.RemoteTypeName}: {remote.RemoteMessage}",
        _ => $"{exception.GetType().FullName}: {exception.Message}",
    };
}
