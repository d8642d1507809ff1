using System.Globalization;
using System.Text;
using OutProc.Contracts;

namespace OutProc.Rpc;

/// <summary>The exceptions of calls whose worker is gone.</summary>
internal static class CrashErrors
{
    /// <summary>How many workers a call may take along.</summary>
    private const int PoisonLimit = 2;

    /// <summary>Whether so many workers have died under the call that no other shall get it.</summary>
    public static bool IsPoison(OutgoingCall call) => call.Crashes?.Count >= PoisonLimit;

    /// <summary>The exception of a call that the worker had.</summary>
    /// <param name="call">The call.</param>
    /// <param name="worker">The worker's name.</param>
    /// <param name="exit">How the worker ended.</param>
    /// <param name="cause">Why.</param>
    /// <param name="violation">What it sent that is not the protocol, if that was the cause.</param>
    /// <param name="mayHaveExecuted">Whether the worker may have started the call.</param>
    public static Exception For(
        OutgoingCall call, string worker, WorkerExitInfo exit, CrashCause cause, string? violation, bool mayHaveExecuted = true)
    {
        if (call.CancelRequested)
        {
            return new RemoteCanceledException(
                $"The call of {call.Method.Name} was cancelled; its worker {worker} did not end it in time and was killed.",
                workerKilled: true,
                call.CancellationToken);
        }

        if (call.TimedOut)
        {
            return call.TimeoutError(worker, workerKilled: true);
        }

        if (IsPoison(call))
        {
            return Poison(call, worker);
        }

        var message = new StringBuilder("Worker ").Append(worker).Append(' ');
        message.Append(cause switch
        {
            CrashCause.ProtocolViolation => $"sent {violation ?? "something that is not the protocol"} and was killed",
            CrashCause.CancelGraceExceeded => "was killed because another call ignored its cancellation",
            CrashCause.Stopped => "was stopped by the host",
            CrashCause.OutOfMemory => $"ran out of memory and {exit.Describe()}",
            CrashCause.HeartbeatLost => "did not answer its heartbeat (Heartbeat.Timeout) and was killed",
            _ => exit.Describe(),
        });
        message.Append(mayHaveExecuted ? " while running " : " before it started ").Append(call.Method.Name);
        message.Append(mayHaveExecuted ? ". The call may have executed." : ". The call was not executed.");
        exit.AppendStderr(message);
        if (exit.DumpPath is { } dump)
        {
            message.Append(" Memory dump: ").Append(dump);
        }

        return new WorkerCrashedException(message.ToString(), exit, cause, mayHaveExecuted)
        {
            Worker = worker,
            Method = call.Method.Name,
        };
    }

    private static PoisonCallException Poison(OutgoingCall call, string worker)
    {
        var message = new StringBuilder("The call of ").Append(call.Method.Name).Append(" is not tried again: workers died under it ")
            .Append(call.Crashes!.Count).Append(" times.");
        foreach (WorkerExitInfo exit in call.Crashes)
        {
            message.Append(CultureInfo.InvariantCulture, $" The worker with pid {exit.ProcessId} {exit.Describe()}.");
        }

        call.Crashes[^1].AppendStderr(message);
        return new PoisonCallException(message.ToString(), call.Crashes) { Worker = worker, Method = call.Method.Name };
    }
}
