using OutProc.Contracts;
using OutProc.Workers;

namespace OutProc.Pools;

internal sealed class PooledWorkerProcess<T>(PoolScheduler scheduler, WorkerSlot slot, WorkerEndpoint endpoint) : WorkerProcess<T>
    where T : class, IRemoteContract<T>
{
    public override int WorkerId => endpoint.WorkerId;

    public override int Generation => endpoint.Generation;

    public override int ProcessId => endpoint.ProcessId;

    public override WorkerState State => scheduler.StateOf(slot, endpoint);

    public override string? RunningMethod => endpoint.Connection.FindLongestRunning()?.Method;

    public override DateTimeOffset? BusySince
        => endpoint.Connection.FindLongestRunning() is { } running ? TimeProvider.System.GetUtcNow() - running.Elapsed : null;

    public override Task<WorkerExitInfo> Exited => endpoint.Exited;

    public override async Task<WorkerExitInfo> StopAsync(TimeSpan? grace = null)
    {
        await scheduler.StopWorkerAsync(slot, endpoint, grace).ConfigureAwait(false);
        return await endpoint.Exited.ConfigureAwait(false);
    }

    public override void Terminate() => endpoint.Terminate();

    public override void Kill() => endpoint.Kill(CrashCause.Stopped);
}
