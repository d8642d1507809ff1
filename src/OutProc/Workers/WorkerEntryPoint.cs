using System.Runtime.InteropServices;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>Where a worker process begins. OutProc.dll is a library that has an entry point: this one.</summary>
/// <remarks>
/// The path to the first message uses plain system calls only. Sockets, LINQ, JSON and the console would each be loaded and compiled in every
/// worker, before the host hears of it.
/// </remarks>
internal static class WorkerEntryPoint
{
    // EX_USAGE of sysexits.h, which shells and init systems know.
    private const int ExitUsage = 64;

    public static int Main(string[] args)
        => WorkerArguments.TryParse(args, out WorkerArguments worker) ? Run(worker) : ExplainUsage();

    /// <summary>Lives as a worker.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(WorkerArguments worker)
    {
        SupportedPlatform.Require();

        // Programs that the worker's code starts must not hold the channel open when the worker is gone.
        var control = new UnixSocket(ProcessSpawner.ControlDescriptor);
        control.SetCloseOnExec();
        if (!WorkerProcessSetup.DieWithHost(worker.HostProcessId))
        {
            return WorkerExitCode.HostLost;
        }

        WorkerProcessSetup.SetName(worker.Name);

        // Ctrl-C is the host's affair. The process group keeps the terminal's signals away; this is for those who signal the whole session.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static context => context.Cancel = true);
        return WorkerProcessBoot.Run(new SocketChannel(control, ProtocolConstants.MaxControlPayload, acceptDescriptors: true));
    }

    private static int ExplainUsage()
    {
        WorkerProcessSetup.WriteError("OutProc.dll runs worker processes for applications that use OutProc. It does nothing by itself.\n"u8);
        return ExitUsage;
    }
}
