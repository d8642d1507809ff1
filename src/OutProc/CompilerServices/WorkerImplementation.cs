using System.ComponentModel;
using OutProc.Contracts;

namespace OutProc.CompilerServices;

/// <summary>The worker side of one contract: how to create its dispatcher and how calls may run.</summary>
/// <remarks>Made by generated code once per worker class. Immutable and thread-safe.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerImplementation
{
    /// <summary>Initializes a new instance; called by generated code.</summary>
    /// <param name="contract">The contract the class implements.</param>
    /// <param name="concurrency">What <c>[RemoteWorker(Concurrency = …)]</c> says.</param>
    /// <param name="needsContainer">
    /// Whether the constructor asks for more than <c>ILogger</c>, <c>ILogger&lt;T&gt;</c> and <see cref="IWorkerContext"/>.
    /// </param>
    /// <param name="create">Makes the instance and its dispatcher.</param>
    public WorkerImplementation(
        WorkerDescriptor contract,
        WorkerConcurrency concurrency,
        bool needsContainer,
        Func<WorkerActivation, IWorkerDispatcher> create)
    {
        Contract = contract;
        Concurrency = concurrency;
        NeedsContainer = needsContainer;
        Create = create;
    }

    /// <summary>The contract the class implements.</summary>
    public WorkerDescriptor Contract { get; }

    /// <summary>How many calls one instance executes at a time.</summary>
    public WorkerConcurrency Concurrency { get; }

    /// <summary>Whether the constructor needs a container.</summary>
    public bool NeedsContainer { get; }

    /// <summary>Makes the instance and its dispatcher.</summary>
    public Func<WorkerActivation, IWorkerDispatcher> Create { get; }
}
