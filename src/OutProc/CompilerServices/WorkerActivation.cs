using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.CompilerServices;

/// <summary>What generated code can ask for while it creates a worker instance.</summary>
/// <remarks>Used on one thread, during the start of a worker.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerActivation
{
    private readonly IServiceProvider? _services;
    private readonly ILoggerFactory _loggers;

    internal WorkerActivation(IWorkerContext context, ILoggerFactory loggers, IServiceProvider? services)
    {
        Context = context;
        _loggers = loggers;
        _services = services;
    }

    /// <summary>The worker's context.</summary>
    public IWorkerContext Context { get; }

    /// <summary>A logger whose records reach the host's loggers.</summary>
    /// <typeparam name="T">The class whose name is the category.</typeparam>
    /// <returns>The logger.</returns>
    public ILogger<T> GetLogger<T>() => _loggers.CreateLogger<T>();

    /// <summary>A service of the worker process.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <returns>The service.</returns>
    /// <exception cref="InvalidOperationException">No such service is registered; register it in an <see cref="IWorkerStartup"/>.</exception>
    public T GetRequiredService<T>()
        where T : notnull
        => Container.GetRequiredService<T>();

    /// <summary>A service of the worker process, or <c>null</c>; for optional constructor parameters.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <returns>The service or <c>null</c>.</returns>
    public T? GetService<T>() => Container.GetService<T>();

    /// <summary>A keyed service of the worker process.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The service.</returns>
    public T GetRequiredKeyedService<T>(object key)
        where T : notnull
        => Container.GetRequiredKeyedService<T>(key);

    /// <summary>A keyed service of the worker process, or <c>null</c>; for optional constructor parameters.</summary>
    /// <typeparam name="T">The service's type.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The service or <c>null</c>.</returns>
    public T? GetKeyedService<T>(object key) => Container.GetKeyedService<T>(key);

    /// <summary>What the host shares under a name.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="name">The name it was declared with.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="SharedResourceException">There is none of that name, or it is of another type.</exception>
    public T GetRequiredShared<T>(string name)
        where T : class, ISharedResource<T>
        => Context.Shared.Get<T>(name);

    /// <summary>What the host shares under a name, or <c>null</c>; for optional constructor parameters.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="name">The name it was declared with.</param>
    /// <returns>The resource or <c>null</c>.</returns>
    /// <exception cref="SharedResourceException">The one of that name is of another type.</exception>
    public T? GetShared<T>(string name)
        where T : class, ISharedResource<T>
        => Context.Shared.TryGet(name, out T? resource) ? resource : null;

    /// <summary>Creates a class whose constructor the generator could not read, because another generator made a type in it.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <returns>The instance.</returns>
    public T CreateInstance<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        => ActivatorUtilities.CreateInstance<T>(Container);

    private IServiceProvider Container => _services
        ?? throw new InvalidOperationException("This worker was described as needing no container, but its constructor asked for one.");
}
