namespace OutProc.Contracts;

/// <summary>
/// Marks a class whose public instance methods can be called in another process. The generator emits the contract interface
/// <c>I{Class}</c> beside it, with the same namespace and accessibility.
/// </summary>
/// <remarks>
/// The class stays an ordinary class: no base class, no <c>partial</c>. Its constructor parameters are services of the worker process.
/// Instance state lives in one worker process; a pool has one instance per process.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RemoteWorkerAttribute : Attribute
{
    /// <summary>How many calls one instance executes at a time.</summary>
    /// <value>The default is <see cref="WorkerConcurrency.Serialized"/>.</value>
    public WorkerConcurrency Concurrency { get; set; }

    /// <summary>How long an instance lives.</summary>
    /// <value>The default is <see cref="WorkerLifetime.Process"/>, the only one that this version can run.</value>
    public WorkerLifetime Lifetime { get; set; }

    /// <summary>The name of the emitted contract interface, without namespace.</summary>
    /// <value>The default is <c>null</c>: <c>I</c> and the name of the class.</value>
    public string? Contract { get; set; }
}
