using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OutProc.Contracts;
using OutProc.Pools;

namespace OutProc.Hosting;

/// <summary>Adds workers to a container. Made by <c>services.AddOutProc()</c>.</summary>
public sealed class OutProcBuilder
{
    internal OutProcBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services the workers are added to.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Adds a pool of workers of one contract: <typeparamref name="T"/> itself, which is the pool's proxy, and
    /// <see cref="IWorkerPool{T}"/>, both singletons.
    /// </summary>
    /// <remarks>
    /// Workers start with the first call, or with the host when <see cref="PoolOptions.MinWorkers"/> is above 0; they stop when the host
    /// has stopped all its services. What is registered already, a mock for instance, is kept. Calling this again for the same contract
    /// adds to its options. The container must be disposed asynchronously, as hosts do.
    /// </remarks>
    /// <typeparam name="T">The contract interface.</typeparam>
    /// <param name="configure">Sets options; all have defaults. They can also be set through the options named by the contract's full
    /// name.</param>
    /// <returns>The builder.</returns>
    public OutProcBuilder AddWorker<T>(Action<WorkerPoolOptions>? configure = null)
        where T : class, IRemoteContract<T>
    {
        OptionsBuilder<WorkerPoolOptions> options = Services.AddOptions<WorkerPoolOptions>(T.Descriptor.ContractName);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        Services.TryAddSingleton<HostedPool<T>>();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedPool, HostedPool<T>>(
            static services => services.GetRequiredService<HostedPool<T>>()));
        Services.TryAddSingleton<IWorkerPool<T>>(static services => services.GetRequiredService<HostedPool<T>>().Create());
        Services.TryAddSingleton(static services => services.GetRequiredService<IWorkerPool<T>>().Proxy);
        return this;
    }
}
