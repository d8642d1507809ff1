using System.Runtime.InteropServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>The worker's half of the handshake.</summary>
internal static class WorkerBoot
{
    /// <summary>Greets the host and serves its calls until it asks to stop.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(SocketChannel control)
    {
        var hello = new HelloMessage(Environment.ProcessId, Environment.Version.ToString(), RuntimeInformation.ProcessArchitecture.ToString());
        using (PayloadBuffer payload = MessageCodec.Encode(hello))
        {
            control.SendBlocking(new FrameHeader(FrameKind.Hello, payload.Length), payload.WrittenSpan);
        }

        if (control.Read(out Frame frame) != ReadStatus.Frame)
        {
            return 1;
        }

        WelcomeMessage welcome = MessageCodec.Decode<WelcomeMessage>(frame.Payload.WrittenSpan);
        using PayloadBuffer failed = MessageCodec.Encode(new StartFailedMessage
        {
            Failure = WorkerStartFailure.FileNotFound,
            Reason = $"The worker's assembly '{welcome.WorkerAssembly}' was not found.",
        });
        control.SendBlocking(new FrameHeader(FrameKind.StartFailed, failed.Length), failed.WrittenSpan);
        return 1;
    }
}
