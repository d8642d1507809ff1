namespace OutProc.Contracts;

/// <summary>The call was running in two worker processes when they died. It is not given to a third: most likely the call itself kills them.</summary>
/// <remarks>Only calls of <c>Idempotent</c> methods are tried again at all, so only these can end like this.</remarks>
public sealed class PoisonCallException : OutProcException
{
    internal PoisonCallException(string message, IReadOnlyList<WorkerExitInfo> exits)
        : base(message) => Exits = exits;

    /// <summary>How each of the workers ended.</summary>
    public IReadOnlyList<WorkerExitInfo> Exits { get; }
}
