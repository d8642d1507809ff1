using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Starts worker pools without a container. With one, use <c>services.AddOutProc().AddWorker&lt;T&gt;()</c>.</summary>
public static class WorkerPool
{
    /// <summary>Creates a pool and starts its first workers: <see cref="PoolOptions.MinWorkers"/>, but at least one.</summary>
    /// <typeparam name="T">The contract interface.</typeparam>
    /// <param name="configure">Sets options; all have defaults.</param>
    /// <param name="loggers">Takes what OutProc and the workers log. The default drops it.</param>
    /// <param name="cancellationToken">Gives up waiting; what was started is stopped.</param>
    /// <returns>The pool. Whoever gets it disposes it.</returns>
    /// <exception cref="OptionsValidationException">An option is outside its range.</exception>
    /// <exception cref="WorkerStartException">The worker could not be started.</exception>
    /// <exception cref="PlatformNotSupportedException">There is no way to start worker processes on this platform yet.</exception>
    public static async Task<IWorkerPool<T>> StartAsync<T>(
        Action<WorkerPoolOptions>? configure = null, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
        where T : class, IRemoteContract<T>
    {
        var options = new WorkerPoolOptions();
        configure?.Invoke(options);
        WorkerPoolOptionsValidator.ThrowIfInvalid(T.Descriptor.ContractName, options);
        WorkerPool<T> pool = Create<T>(options, loggers ?? NullLoggerFactory.Instance);
        try
        {
            await pool.StartAsync(Math.Max(1, options.Pool.MinWorkers), cancellationToken).ConfigureAwait(false);
            return pool;
        }
        catch
        {
            await pool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates a pool whose options are valid. No worker is started yet.</summary>
    internal static WorkerPool<T> Create<T>(WorkerPoolOptions options, ILoggerFactory loggers)
        where T : class, IRemoteContract<T>
        => new(options, CreateLauncher(options), new GuardedLoggerFactory(loggers));

    /// <summary>What starts the workers of the options' mode.</summary>
    internal static IWorkerLauncher CreateLauncher(WorkerPoolOptions options)
        => options.Mode == ExecutionMode.InProcess ? new InProcessWorkerLauncher() : new ProcessWorkerLauncher();
}
