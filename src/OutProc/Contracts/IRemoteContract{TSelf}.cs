namespace OutProc.Contracts;

/// <summary>
/// What every contract interface implements, by generated code: it carries the descriptor of its own proxy and methods, so that
/// <c>AddWorker&lt;IThumbnails&gt;()</c> needs no reflection and no registry.
/// </summary>
/// <typeparam name="TSelf">The contract interface itself.</typeparam>
public interface IRemoteContract<TSelf>
    where TSelf : class, IRemoteContract<TSelf>
{
    /// <summary>The proxy factory and method table of the contract.</summary>
    static abstract WorkerDescriptor Descriptor { get; }
}
