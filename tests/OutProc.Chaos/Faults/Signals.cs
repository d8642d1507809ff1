using System.Runtime.InteropServices;

namespace OutProc.Chaos.Faults;

/// <summary>Signals to other processes.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal to a worker, if it is one still: an id may belong to another process by now.</summary>
    /// <returns>Whether it was sent.</returns>
    public static bool TrySend(int processId, int signal) => ChildProcesses.IsChild(processId) && Send(processId, signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int processId, int signal);
}
