using System.Collections.Concurrent;
using OutProc.Contracts;
using OutProc.Workers;

namespace OutProc.Tests.Support;

/// <summary>Starts <see cref="LoopbackEndpoint"/>s, or fails as the test says.</summary>
internal sealed class LoopbackLauncher(ChannelKind channels = ChannelKind.InMemory, WorkerConcurrency concurrency = WorkerConcurrency.Serialized) : IWorkerLauncher
{
    public ConcurrentQueue<LoopbackEndpoint> Endpoints { get; } = new();

    /// <summary>Thrown by every start while it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Starts wait for it.</summary>
    public Task Allowed { get; set; } = Task.CompletedTask;

    public int Starts;

    public async ValueTask<WorkerEndpoint> StartAsync(WorkerStartRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Starts);
        await Allowed.WaitAsync(cancellationToken);
        if (Failure is { } failure)
        {
            throw failure;
        }

        var endpoint = new LoopbackEndpoint(
            new ProbeDispatcher(), channels, concurrency, request.Calls, request.WorkerId, request.Generation);
        Endpoints.Enqueue(endpoint);
        return endpoint;
    }
}
