namespace OutProc.Contracts;

/// <summary>A shared resource cannot be used as asked: it is disposed, belongs to another pool, or there is no room for one more.</summary>
public sealed class SharedResourceException : OutProcException
{
    internal SharedResourceException(string message, string? resource = null, Exception? innerException = null)
        : base(message, innerException)
        => Resource = resource;

    /// <summary>The name of the resource, or <c>null</c> when it has none.</summary>
    public string? Resource { get; }
}
