using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>The workers of a compiled and loaded source, behind their emitted proxies and dispatchers.</summary>
internal sealed class EmittedWorkers
{
    private readonly Assembly _assembly;
    private readonly Dictionary<string, WorkerImplementation> _implementations;

    private EmittedWorkers(Assembly assembly)
    {
        _assembly = assembly;
        _implementations = assembly.GetCustomAttributes<WorkerRegistrationAttribute>()
            .Select(attribute => attribute.Implementation)
            .ToDictionary(implementation => implementation.Contract.ContractName);
    }

    /// <summary>The services of the worker side.</summary>
    public ServiceCollection Services { get; } = new();

    public static EmittedWorkers Load(params IEnumerable<string> sources) => new(GeneratorRun.Sound(sources).Load());

    /// <summary>The workers of an assembly that is loaded already.</summary>
    public static EmittedWorkers Of(Assembly assembly) => new(assembly);

    /// <summary>
    /// Compiles and loads <paramref name="sources"/>, which have a <c>static class Scenario</c> with a method
    /// <c>Task&lt;string&gt; RunAsync(IContract remote)</c>, and runs that against the emitted proxy.
    /// </summary>
    public static Task<string> RunScenarioAsync(params IEnumerable<string> sources) => Load(sources).RunScenarioAsync();

    public async Task<string> RunScenarioAsync()
    {
        MethodInfo scenario = _assembly.GetType("Scenario", throwOnError: true)!.GetMethod("RunAsync").ShouldNotBeNull();
        object?[] arguments = [.. scenario.GetParameters().Select(parameter => Proxy(parameter.ParameterType))];
        return await ((Task<string>)scenario.Invoke(null, arguments)!).DefaultTimeout();
    }

    /// <summary>What workers find in their context, when a test shares something.</summary>
    public SharedResources? Shared { get; set; }

    public WorkerImplementation Implementation(string contractName) => _implementations[contractName];

    /// <summary>A proxy over a new instance of the worker.</summary>
    public object Proxy(string contractName) => Proxy(TypeOf(contractName));

    /// <summary>A proxy of a contract that may be a closed generic one.</summary>
    public object Proxy(Type contract)
    {
        WorkerDescriptor descriptor = Descriptor(contract);
        return descriptor.CreateProxy(new RemoteInvoker(new LoopbackRouter(Activate(descriptor.ContractName))));
    }

    /// <summary>The type of that metadata name.</summary>
    public Type TypeOf(string name) => _assembly.GetType(name, throwOnError: true)!;

    /// <summary>The descriptor as a caller gets it: from the contract.</summary>
    public WorkerDescriptor Descriptor(string contractName) => Descriptor(TypeOf(contractName));

    /// <summary>The descriptor of a contract that may be a closed generic one.</summary>
    public static WorkerDescriptor Descriptor(Type contract) => (WorkerDescriptor)typeof(EmittedWorkers)
        .GetMethod(nameof(DescriptorOf), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(contract)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    /// <summary>A new instance of the worker behind its dispatcher, as a worker process creates it.</summary>
    public IWorkerDispatcher Activate(string contractName)
    {
        WorkerImplementation implementation = Implementation(contractName);
        ServiceProvider? services = implementation.NeedsContainer ? Services.BuildServiceProvider() : null;
        return implementation.Create(new WorkerActivation(new Context(Shared), NullLoggerFactory.Instance, services));
    }

    private static WorkerDescriptor DescriptorOf<T>()
        where T : class, IRemoteContract<T>
        => T.Descriptor;

    private sealed class Context(SharedResources? shared) : IWorkerContext
    {
        public int WorkerId => 7;

        public int Generation => 1;

        public int HostProcessId => Environment.ProcessId;

        public CancellationToken Stopping => CancellationToken.None;

        public DateTimeOffset? Deadline => null;

        public SharedResources Shared => shared ?? throw new NotSupportedException();
    }
}
