using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Shared;

namespace OutProc.Workers;

/// <summary>What a worker instance can know of its own process, and the source of its stopping token.</summary>
#pragma warning disable CA1001 // User code may hold the token for as long as it likes, and nothing waits on its handle: it is left to the collector.
internal sealed class WorkerContext(WelcomeMessage welcome) : IWorkerContext
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _sharedLock = new();
    private volatile SharedResources _shared = SharedResources.None("the worker was given no part in any.");
    private bool _sharedEnded;

    public int WorkerId => welcome.WorkerId;

    public int Generation => welcome.Generation;

    public int HostProcessId => welcome.HostProcessId;

    public DateTimeOffset? Deadline => CurrentDeadline?.Invoke();

    /// <summary>Tells the deadline of the call that runs in the current flow of control. Set when calls may come.</summary>
    public Func<DateTimeOffset?>? CurrentDeadline { get; set; }

    public SharedResources Shared => _shared;

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancels <see cref="Stopping"/>. Runs user code.</summary>
    /// <exception cref="AggregateException">Callbacks of the token threw.</exception>
    public void Stop() => _stopping.Cancel();

    /// <summary>What the host shares has come. Before anything of the user's runs.</summary>
    public void TakeShared(SharedResources shared)
    {
        lock (_sharedLock)
        {
            _shared = shared;
            if (_sharedEnded)
            {
                shared.Dispose();
            }
        }
    }

    /// <summary>The worker takes part in what is shared no more, whether it has been told of it yet or not.</summary>
    public void EndShared()
    {
        lock (_sharedLock)
        {
            _sharedEnded = true;
            _shared.Dispose();
        }
    }
}
