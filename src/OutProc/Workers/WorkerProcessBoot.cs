using System.Reflection;
using System.Runtime.InteropServices;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>The worker process's half of the handshake up to the Welcome; what follows is the same as for a worker without a
/// process.</summary>
internal static class WorkerProcessBoot
{
    /// <summary>Greets the host and lives as the worker it asks for.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(SocketChannel control)
    {
        // Before anything else is loaded: the host waits for this to know that its command line was right.
        SendHello(control);
        if (ReadWelcome(control, out FileDescriptor? descriptor) is not { } welcome || descriptor is null)
        {
            return WorkerExitCode.HostLost;
        }

        FrameChannel data = DataChannel.Open(descriptor, welcome.RingCapacity, welcome.MaxMessageBytes, welcome.SpinBudget);
        DebuggerWait.Run(welcome);
        BecomeApplication(welcome);
        Action onHostLost = static () => WorkerProcessSetup.ExitNow(WorkerExitCode.HostLost);
        if (welcome.OutlivesHost)
        {
            WorkerProcessSetup.OutliveHost();

            // Nobody reads the results of the calls that are finished: sending them must not wait for room.
            onHostLost = data.Close;
        }

        using var boot = new WorkerBoot(welcome, data, control, onHostLost);
        return boot.Run();
    }

    private static void SendHello(SocketChannel control)
    {
        var hello = new HelloMessage(Environment.ProcessId, Environment.Version.ToString(), RuntimeInformation.ProcessArchitecture.ToString());
        using PayloadBuffer payload = MessageCodec.Encode(hello);
        control.SendBlocking(new FrameHeader(FrameKind.Hello, payload.Length), payload.WrittenSpan);
    }

    private static WelcomeMessage? ReadWelcome(SocketChannel control, out FileDescriptor? descriptor)
    {
        descriptor = null;
        Frame frame;
        ReadStatus status;
        do
        {
            status = control.Read(out frame);
        }
        while (status == ReadStatus.Empty);

        if (status == ReadStatus.Closed)
        {
            return null;
        }

        using (frame.Payload)
        {
            descriptor = frame.Attachment;
            return frame.Header.Kind == FrameKind.Welcome ? MessageCodec.Decode<WelcomeMessage>(frame.Payload.WrittenSpan) : null;
        }
    }

    /// <summary>Makes the application's assembly the entry assembly of this process, so that code which asks for it sees what it would see
    /// in the host.</summary>
    private static void BecomeApplication(WelcomeMessage welcome)
    {
        if (welcome.EntryAssemblyName is not { } name)
        {
            return;
        }

        try
        {
            Assembly.SetEntryAssembly(Assembly.Load(new AssemblyName(name)));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            // Expected under test runners: the host's entry assembly is theirs and not among the application's. OutProc stays the entry
            // then.
        }
    }
}
