using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

/// <summary>Requests for tests that end before a worker's class matters.</summary>
internal static class StartRequests
{
    public static WorkerStartRequest ForMissingAssembly(LaunchOptions? launch = null, ILoggerFactory? loggers = null) => new(
        new WorkerDescriptor(
            WorkerDescriptor.AbiVersion,
            "Missing.IGhost",
            "Ghost",
            "Missing.Assembly",
            [new MethodDescriptor(0, 17, "Haunt", 4711, "void Haunt()")],
            static _ => throw new InvalidOperationException("No test makes this proxy.")),
        WorkerId: 1,
        Generation: 1,
        launch ?? new LaunchOptions(),
        new CallOptions(),
        loggers ?? NullLoggerFactory.Instance);
}
