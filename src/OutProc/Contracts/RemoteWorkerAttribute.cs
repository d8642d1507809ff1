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

    /// <summary>
    /// The types that close a generic class, such as <c>[typeof(Repo&lt;Customer&gt;), typeof(Repo&lt;Order&gt;)]</c>. The contract
    /// <c>IRepo&lt;T&gt;</c> can be called with the type arguments listed here; each closed contract has a pool of its own.
    /// </summary>
    /// <value>The default is <c>null</c>, for a class that is not generic.</value>
    public Type[]? Closed { get; set; }
}
