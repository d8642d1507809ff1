namespace OutProc.Contracts;

/// <summary>A worker method threw an exception of a type that does not cross the process boundary as itself.</summary>
/// <remarks><see cref="Exception.ToString"/> shows the remote stack before the local one.</remarks>
public sealed class RemoteInvocationException : OutProcException
{
    internal RemoteInvocationException(string remoteTypeName, string remoteMessage, Exception? innerException)
        : base($"{remoteTypeName}: {remoteMessage}", innerException)
    {
        RemoteTypeName = remoteTypeName;
        RemoteMessage = remoteMessage;
    }

    /// <summary>The full name of the exception's type in the worker.</summary>
    public string RemoteTypeName { get; }

    /// <summary>The exception's message in the worker.</summary>
    public string RemoteMessage { get; }

    /// <summary>The stack trace of the exception in the worker, or <c>null</c> if it had none.</summary>
    public string? RemoteStackTrace { get; internal init; }
}
