using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OutProc.Shared;

namespace OutProc.Hosting;

/// <summary>Makes what is declared known to the container: the set, and each resource under its name.</summary>
internal static class SharedServices
{
    /// <summary>Runs the declarations; those of earlier calls stay.</summary>
    public static void Add(IServiceCollection services, Action<OutProcOptions>? configure)
    {
        OutProcOptions options = Find(services);
        int known = options.Shared.All.Count;
        configure?.Invoke(options);
        for (int i = known; i < options.Shared.All.Count; i++)
        {
            SharedDeclaration declared = options.Shared.All[i];
            services.TryAdd(ServiceDescriptor.KeyedSingleton(
                declared.ResourceType, declared.Name, (provider, _) => declared.Resolve(provider.GetRequiredService<SharedResources>())));
        }
    }

    private static OutProcOptions Find(IServiceCollection services)
    {
        foreach (ServiceDescriptor service in services)
        {
            if (service is { IsKeyedService: false, ImplementationInstance: OutProcOptions known })
            {
                return known;
            }
        }

        var options = new OutProcOptions();
        services.AddSingleton(options);
        services.TryAddSingleton<SharedSet>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<SharedSet>().Resources);
        return options;
    }

    /// <summary>Owns the set of a container. The container disposes it after the pools, which need it and so were made later.</summary>
    internal sealed class SharedSet : IDisposable
    {
        private readonly bool _isOwn;

        public SharedSet(OutProcOptions options) => Resources = SharedResources.Create(options.Shared, out _isOwn);

        public SharedResources Resources { get; }

        public void Dispose()
        {
            if (_isOwn)
            {
                Resources.Dispose();
            }
        }
    }
}
