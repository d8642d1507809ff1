namespace OutProc.Contracts;

/// <summary>The base of every exception that OutProc itself raises about a worker, a call or a payload.</summary>
/// <remarks>A worker method's own exception arrives as itself (well-known types) or as <see cref="RemoteInvocationException"/>.</remarks>
public abstract class OutProcException : Exception
{
    private protected OutProcException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The short name of the worker, or <c>null</c> where no worker is concerned.</summary>
    public string? Worker { get; internal init; }

    /// <summary>The name of the called method, or <c>null</c> where no call is concerned.</summary>
    public string? Method { get; internal init; }
}
