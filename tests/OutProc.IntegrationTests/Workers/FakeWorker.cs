using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

/// <summary>Shell scripts in the place of workers: to see what a process is given, and to break the rules in ways a real worker does not.</summary>
internal static class FakeWorker
{
    /// <summary>A launcher whose workers run a script. The worker's own arguments become <c>$0</c> and the following.</summary>
    public static ProcessWorkerLauncher Launcher(string script) => new(() => new WorkerCommand("/bin/sh", ["-c", script]));
}
