using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>How a handshake ended: exactly one of these is set.</summary>
internal sealed record HandshakeResult
{
    /// <summary>The worker takes calls.</summary>
    public ReadyMessage? Ready { get; init; }

    /// <summary>The worker said why it cannot.</summary>
    public StartFailedMessage? Failed { get; init; }

    /// <summary>The worker sent something that is not the protocol.</summary>
    public string? Violation { get; init; }

    /// <summary>The worker ended without a word.</summary>
    public WorkerExitInfo? Exit { get; init; }
}
