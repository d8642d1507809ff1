using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>Pools of <see cref="Porter"/>, in processes and in this one.</summary>
internal static class Porters
{
    public static TheoryData<ExecutionMode> Places => new() { ExecutionMode.Process, ExecutionMode.InProcess };

    public static async Task<IWorkerPool<IPorter>> StartAsync(ExecutionMode mode, int workers, Action<SharedDeclarations> declare)
        => await WorkerPool.StartAsync<IPorter>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MinWorkers = workers;
                options.Pool.MaxWorkers = workers;
                declare(options.Shared);
            },
            cancellationToken: TestContext.Current.CancellationToken).DefaultTimeout();
}
