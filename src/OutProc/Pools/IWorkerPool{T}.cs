using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.Pools;

/// <summary>The worker processes of one contract. Dead workers are replaced; their calls fail, the calls of others do not.</summary>
/// <typeparam name="T">The contract interface.</typeparam>
/// <remarks>Thread-safe. Disposing stops the workers within the shutdown grace and kills those that do not.</remarks>
public interface IWorkerPool<T> : IAsyncDisposable
    where T : class, IRemoteContract<T>
{
    /// <summary>The proxy that spreads its calls over the pool, least busy worker first. Always the same object.</summary>
    T Proxy { get; }

    /// <summary>What the workers and this process have in common, declared by <see cref="WorkerPoolOptions.Shared"/> or later.</summary>
    SharedResources Shared { get; }

    /// <summary>The workers at this moment, by <see cref="WorkerProcess{T}.WorkerId"/>.</summary>
    IReadOnlyList<WorkerProcess<T>> Workers { get; }

    /// <summary>
    /// Why the pool starts no more workers: too many starts have failed (<see cref="RestartOptions"/>). <c>null</c> while all is well. Workers that
    /// run go on serving; without any, calls fail with this.
    /// </summary>
    WorkerPoolFaultedException? Fault { get; }

    /// <summary>Forgets failed starts, and starts workers at once: <see cref="PoolOptions.MinWorkers"/>, but at least one.</summary>
    /// <param name="cancellationToken">Gives up waiting; the workers go on starting.</param>
    /// <returns>A task that ends when the workers are ready. It fails with the <see cref="WorkerStartException"/> of one that cannot be started.</returns>
    Task ResetAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs a call for each item, many at a time, and yields the results in the order of the items.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">The items. Read lazily, no further ahead than the window.</param>
    /// <param name="call">Makes the call: <c>static (worker, item, ct) =&gt; worker.CountAsync(item, ct)</c>.</param>
    /// <param name="cancellationToken">Cancels the calls under way.</param>
    /// <returns>
    /// The results. The first failed call ends the enumeration with its exception; calls under way are cancelled. A consumer that stops early
    /// leaves nothing running.
    /// </returns>
    IAsyncEnumerable<TResult> MapAsync<TItem, TResult>(
        IEnumerable<TItem> source,
        Func<T, TItem, CancellationToken, ValueTask<TResult>> call,
        CancellationToken cancellationToken = default);
}
