using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OutProc.Contracts;
using OutProc.Diagnostics;

namespace OutProc.Pools;

/// <summary>Makes single worker processes, whose start and end are the caller's own affair. Most code wants a <see cref="WorkerPool"/>.</summary>
public static class WorkerProcess
{
    /// <summary>Describes a worker process. Nothing is started yet.</summary>
    /// <typeparam name="T">The contract interface.</typeparam>
    /// <param name="configure">Sets options; those of <c>Pool</c> have no meaning here.</param>
    /// <param name="name">The worker's name in messages; the default is that of its class, and the number 1.</param>
    /// <param name="loggers">Takes what OutProc and the worker log. The default drops it.</param>
    /// <returns>The worker. Whoever gets it disposes it.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="OptionsValidationException">An option is outside its range.</exception>
    public static StandaloneWorkerProcess<T> Create<T>(
        Action<WorkerPoolOptions>? configure = null, string? name = null, ILoggerFactory? loggers = null)
        where T : class, IRemoteContract<T>
    {
        if (name is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
        }

        var options = new WorkerPoolOptions();
        configure?.Invoke(options);
        WorkerPoolOptionsValidator.ThrowIfInvalid(T.Descriptor.ContractName, options);
        return new StandaloneWorkerProcess<T>(
            options, WorkerPool.CreateLauncher(options), new GuardedLoggerFactory(loggers ?? NullLoggerFactory.Instance), name);
    }
}
