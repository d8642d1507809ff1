namespace OutProc.Contracts;

/// <summary>A remote call took longer than it may: in the queue (<c>Pool.QueueTimeout</c>) or in its worker (<c>Calls.Timeout</c>,
/// <c>[RemoteMethod(TimeoutMs = …)]</c>).</summary>
public sealed class RemoteTimeoutException : TimeoutException
{
    internal RemoteTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>How long the call waited for a worker.</summary>
    public TimeSpan Queued { get; internal init; }

    /// <summary>How long a worker had the call. Zero says that no worker ever started it: repeating the call is safe.</summary>
    public TimeSpan Executed { get; internal init; }

    /// <summary>Whether the worker had to be killed because the method did not end within the cancel grace.</summary>
    public bool WorkerKilled { get; internal init; }

    /// <summary>The name of the worker that had the call, or <c>null</c> when none had.</summary>
    public string? Worker { get; internal init; }

    /// <summary>The name of the called method.</summary>
    public string? Method { get; internal init; }
}
