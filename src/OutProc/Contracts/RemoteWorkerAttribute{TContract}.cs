namespace OutProc.Contracts;

/// <summary>Marks a class that serves a contract declared by itself, as a <see cref="RemoteContractAttribute"/> interface.</summary>
/// <remarks>
/// The class implements the interface and may live in another assembly than it. A class that serves several contracts carries the attribute once
/// for each; every pool of one of them has instances of its own.
/// </remarks>
/// <typeparam name="TContract">The contract.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class RemoteWorkerAttribute<TContract> : Attribute
    where TContract : class
{
    /// <summary>How many calls one instance executes at a time.</summary>
    /// <value>The default is <see cref="WorkerConcurrency.Serialized"/>.</value>
    public WorkerConcurrency Concurrency { get; set; }

    /// <summary>How long an instance lives.</summary>
    /// <value>The default is <see cref="WorkerLifetime.Process"/>, the only one that this version can run.</value>
    public WorkerLifetime Lifetime { get; set; }
}
