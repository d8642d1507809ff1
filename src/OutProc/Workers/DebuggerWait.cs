using System.Diagnostics;
using System.Text;
using OutProc.Interop;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>Holds a worker process until a debugger is attached. Nothing of the user's has run by then.</summary>
internal static class DebuggerWait
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    public static void Run(WelcomeMessage welcome)
    {
        if (welcome.Debugger == DebuggerRequest.None)
        {
            return;
        }

        WorkerProcessSetup.WriteError(Encoding.UTF8.GetBytes(
            $"OutProc: {welcome.DisplayName} #{welcome.WorkerId} waits for a debugger: attach to process {Environment.ProcessId}.\n"));
        if (welcome.Debugger == DebuggerRequest.Launch)
        {
            // Where no debugger is registered, as on Linux, nothing happens, and attaching by hand remains.
            Debugger.Launch();
        }

        using var never = new ManualResetEventSlim();
        while (!Debugger.IsAttached)
        {
            // There is no event for it. A host that goes away meanwhile takes this process along.
            never.Wait(s_interval);
        }
    }
}
