using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Shared;

namespace OutProc.Workers;

/// <summary>The user's object with everything it was made of: its container, if it needed one, and the map of its methods.</summary>
internal sealed class WorkerInstance
{
    private readonly ServiceProvider? _services;

    private WorkerInstance(WorkerImplementation implementation, MethodMap methods, ServiceProvider? services, IWorkerDispatcher dispatcher)
    {
        Implementation = implementation;
        Methods = methods;
        Dispatcher = dispatcher;
        _services = services;
    }

    public WorkerImplementation Implementation { get; }

    public MethodMap Methods { get; }

    public IWorkerDispatcher Dispatcher { get; }

    /// <summary>Finds the worker class the host asks for, checks its contract and creates it.</summary>
    /// <exception cref="WorkerStartFailedException">It cannot be done; the exception says why.</exception>
    public static async ValueTask<WorkerInstance> CreateAsync(WelcomeMessage welcome, IWorkerContext context, WorkerLoggerFactory loggers)
    {
        (Assembly assembly, WorkerImplementation implementation) = WorkerAssemblies.Find(welcome);
        MethodMap methods = MethodMap.Create(welcome.Methods, implementation.Contract.MethodTable);
        if (methods.Differences.Count > 0)
        {
            throw new WorkerStartFailedException(
                WorkerStartFailure.ContractMismatch, $"{methods.Differences.Count} methods of {welcome.ContractName} differ.")
            {
                Differences = methods.Differences,
            };
        }

        ServiceProvider? services = BuildContainer(assembly, implementation, context, loggers);
        try
        {
            AddLogProviders(services, loggers);
            return new WorkerInstance(implementation, methods, services, Construct(implementation, context, loggers, services));
        }
        catch
        {
            if (services is not null)
            {
                await services.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Runs the instance's own initialization, if it has one.</summary>
    public async ValueTask InitializeAsync(CancellationToken stopping)
    {
        if (Dispatcher.Instance is IWorkerLifecycle lifecycle)
        {
            try
            {
                // Bounded by the token even if the method ignores it: a worker without a process has no other end.
                await lifecycle.InitializeAsync(stopping).AsTask().WaitAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                throw new WorkerStartFailedException(WorkerStartFailure.StartupThrew, "Its InitializeAsync failed.", e);
            }
        }
    }

    /// <summary>Runs the instance's own stop, if it has one.</summary>
    public ValueTask StopAsync(CancellationToken graceExpired)
        => Dispatcher.Instance is IWorkerLifecycle lifecycle ? lifecycle.StopAsync(graceExpired) : default;

    /// <summary>Disposes the instance, then its services.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            switch (Dispatcher.Instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
        finally
        {
            if (_services is not null)
            {
                await _services.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static ServiceProvider? BuildContainer(
        Assembly assembly, WorkerImplementation implementation, IWorkerContext context, WorkerLoggerFactory loggers)
    {
        WorkerStartupAttribute? startup = assembly.GetCustomAttribute<WorkerStartupAttribute>();
        if (startup is null && !implementation.NeedsContainer)
        {
            return null;
        }

        var services = new ServiceCollection();
        services.AddSingleton(context);
        services.AddSingleton<ILoggerFactory>(loggers);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        AddShared(services, context);
        try
        {
            startup?.CreateStartup().ConfigureServices(services);
            return services.BuildServiceProvider();
        }
        catch (Exception e)
        {
            throw new WorkerStartFailedException(WorkerStartFailure.StartupThrew, "Its startup failed.", e);
        }
    }

    /// <summary>Lets services of the worker ask for shared resources by name; those of a type argument, for the set.</summary>
    private static void AddShared(ServiceCollection services, IWorkerContext context)
    {
        services.AddSingleton(context.Shared);
        AddShared<SharedLock>(services, context);
        AddShared<SharedSemaphore>(services, context);
        AddShared<SharedEvent>(services, context);
        AddShared<SharedCountdown>(services, context);
        AddShared<SharedReaderWriterLock>(services, context);
        AddShared<SharedCondition>(services, context);
        AddShared<SharedBarrier>(services, context);
    }

    private static void AddShared<T>(ServiceCollection services, IWorkerContext context)
        where T : class, ISharedResource<T>
        => services.AddKeyedSingleton(KeyedService.AnyKey, (_, key) => context.Shared.Get<T>((string)key!));

    private static void AddLogProviders(ServiceProvider? services, WorkerLoggerFactory loggers)
    {
        if (services is null)
        {
            return;
        }

        // Log providers of the startup write beside the host's loggers, not instead of them.
        foreach (ILoggerProvider provider in services.GetServices<ILoggerProvider>())
        {
            loggers.AddProvider(provider);
        }
    }

    private static IWorkerDispatcher Construct(
        WorkerImplementation implementation, IWorkerContext context, WorkerLoggerFactory loggers, ServiceProvider? services)
    {
        try
        {
            return implementation.Create(new WorkerActivation(context, loggers, services));
        }
        catch (Exception e)
        {
            throw new WorkerStartFailedException(WorkerStartFailure.StartupThrew, "Its constructor failed.", e);
        }
    }
}
