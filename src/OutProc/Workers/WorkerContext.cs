using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>What a worker instance can know of its own process, and the source of its stopping token.</summary>
#pragma warning disable CA1001 // User code may hold the token for as long as it likes, and nothing waits on its handle: it is left to the collector.
internal sealed class WorkerContext(WelcomeMessage welcome) : IWorkerContext
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stopping = new();

    public int WorkerId => welcome.WorkerId;

    public int Generation => welcome.Generation;

    public int HostProcessId => welcome.HostProcessId;

    public DateTimeOffset? Deadline => CurrentDeadline?.Invoke();

    /// <summary>Tells the deadline of the call that runs in the current flow of control. Set when calls may come.</summary>
    public Func<DateTimeOffset?>? CurrentDeadline { get; set; }

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancels <see cref="Stopping"/>. Runs user code.</summary>
    /// <exception cref="AggregateException">Callbacks of the token threw.</exception>
    public void Stop() => _stopping.Cancel();
}
