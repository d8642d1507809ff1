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
    /// <returns>A builder that adds workers.</returns>
    public static OutProcBuilder AddOutProc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkerPoolOptions>, WorkerPoolOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkerPoolsHostedService>());
        services.TryAddSingleton(static provider => new OutProcHealthCheck(provider.GetServices<IHostedPool>()));
        return new OutProcBuilder(services);
    }
}
