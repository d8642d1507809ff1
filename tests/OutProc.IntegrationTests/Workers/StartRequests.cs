using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Shared;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

/// <summary>Requests as a pool makes them.</summary>
internal static class StartRequests
{
    public static WorkerStartRequest For<T>(LaunchOptions? launch = null, ILoggerFactory? loggers = null)
        where T : class, IRemoteContract<T>
        => Create(T.Descriptor, launch, loggers);

    public static WorkerStartRequest ForMissingAssembly(LaunchOptions? launch = null, ILoggerFactory? loggers = null) => Create(
        new WorkerDescriptor(
            WorkerDescriptor.AbiVersion,
            "Missing.IGhost",
            "Ghost",
            "Missing.Assembly",
            [new MethodDescriptor(0, 17, "Haunt", 4711, "void Haunt()")],
            static _ => throw new InvalidOperationException("No test makes this proxy.")),
        launch,
        loggers);

    /// <summary>The same contract, as a host built from another version would know it.</summary>
    public static WorkerStartRequest With(this WorkerStartRequest request, params MethodDescriptor[] methods) => request with
    {
        Contract = new WorkerDescriptor(
            WorkerDescriptor.AbiVersion,
            request.Contract.ContractName,
            request.Contract.DisplayName,
            request.Contract.WorkerAssembly,
            methods,
            static _ => throw new InvalidOperationException("No test makes this proxy.")),
    };

    private static WorkerStartRequest Create(WorkerDescriptor contract, LaunchOptions? launch, ILoggerFactory? loggers) => new(
        contract,
        WorkerId: 1,
        Generation: 1,
        launch ?? new LaunchOptions(),
        new CallOptions(),
        loggers ?? NullLoggerFactory.Instance,
        SharedResources.None("a test shares nothing."));
}
