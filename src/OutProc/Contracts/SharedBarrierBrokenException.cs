namespace OutProc.Contracts;

/// <summary>A <see cref="Shared.SharedBarrier"/> is broken: not all participants will arrive. It stays so until it is reset.</summary>
public sealed class SharedBarrierBrokenException : OutProcException
{
    internal SharedBarrierBrokenException(string name, BarrierBreakReason reason, int? workerId, int? processId)
        : base($"The shared barrier '{name}' is broken: {Describe(reason, workerId, processId)}.")
    {
        Barrier = name;
        Reason = reason;
        WorkerId = workerId;
        ProcessId = processId;
    }

    /// <summary>The name of the barrier.</summary>
    public string Barrier { get; }

    /// <summary>What broke it.</summary>
    public BarrierBreakReason Reason { get; }

    /// <summary>The worker that broke it, by its number in its pool; <c>null</c> when it was the host, or is not known.</summary>
    public int? WorkerId { get; }

    /// <summary>The process that broke it; <c>null</c> when it is not known.</summary>
    public int? ProcessId { get; }

    private static string Describe(BarrierBreakReason reason, int? workerId, int? processId)
    {
        string who = (workerId, processId) switch
        {
            (int worker, int process) => $"worker {worker} (process {process})",
            (null, int process) => $"process {process}",
            (int worker, null) => $"worker {worker}",
            _ => "a participant",
        };
        return reason switch
        {
            BarrierBreakReason.TimedOut => $"{who} did not wait longer",
            BarrierBreakReason.Cancelled => $"the wait of {who} was cancelled",
            BarrierBreakReason.Aborted => $"{who} aborted it",
            BarrierBreakReason.ParticipantEnded => $"{who}, which takes part, has ended",
            BarrierBreakReason.ActionFailed => $"the phase action of {who} threw",
            _ => $"{who} reset it",
        };
    }
}
