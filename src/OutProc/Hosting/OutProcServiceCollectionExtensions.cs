using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OutProc.Hosting;
using OutProc.Pools;

#pragma warning disable IDE0130 // Where callers of IServiceCollection look for extensions, as every library does it.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds OutProc to a container.</summary>
public static class OutProcServiceCollectionExtensions
{
    /// <summary>Adds what all worker pools share, and starts and stops them with the host.</summary>
    /// <param name="services">The services. Calling this more than once is fine.</param>
    /// <param name="configure">Says what all pools of the container share: <c>o =&gt; o.Shared.AddLock("log")</c>. Runs now.</param>
    /// <returns>A builder that adds workers.</returns>
    public static OutProcBuilder AddOutProc(this IServiceCollection services, Action<OutProcOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        SharedServices.Add(services, configure);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkerPoolOptions>, WorkerPoolOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerPoolsHostedService>());
        services.TryAddSingleton(static provider => new OutProcHealthCheck(provider.GetServices<IHostedPool>()));
        return new OutProcBuilder(services);
    }
}
