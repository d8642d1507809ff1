using Microsoft.Extensions.Logging;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>One worker process that starts when it is told and is not replaced when it ends. Made by <see cref="WorkerProcess.Create{T}"/>.</summary>
/// <typeparam name="T">The contract interface.</typeparam>
/// <remarks>
/// Thread-safe. It can be started once; a worker that ended is not started again, make another one. It ends with its host at the latest, even
/// when that is killed. Disposing stops it within <c>Launch.ShutdownGrace</c>.
/// </remarks>
public sealed class StandaloneWorkerProcess<T> : WorkerProcess<T>, IAsyncDisposable
    where T : class, IRemoteContract<T>
{
    private readonly WorkerPoolOptions _options;
    private readonly IWorkerLauncher _launcher;
    private readonly ILoggerFactory _loggers;
    private readonly SingleWorkerRouter _router;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly TaskCompletionSource<WorkerExitInfo> _neverStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _ownsShared;
    private WorkerEndpoint? _endpoint;
    private Task? _start;
    private Task? _disposal;
    private bool _stopping;

    internal StandaloneWorkerProcess(WorkerPoolOptions options, IWorkerLauncher launcher, ILoggerFactory loggers, string? name)
    {
        Shared = SharedResources.Create(options.Shared, out _ownsShared);
        _options = options;
        _launcher = launcher;
        _loggers = loggers;
        Name = name ?? base.Name;
        _router = new SingleWorkerRouter(options, T.Descriptor.ContractName, Name, Shared);
        Proxy = (T)T.Descriptor.CreateProxy(new RemoteInvoker(_router));
    }

    /// <summary>Calls the worker. Always the same object; calls fail before the start and after the end.</summary>
    public T Proxy { get; }

    /// <summary>What the worker and this process have in common, declared by <see cref="WorkerPoolOptions.Shared"/> or later.</summary>
    public SharedResources Shared { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int WorkerId => 1;

    /// <inheritdoc/>
    public override int Generation => 1;

    /// <inheritdoc/>
    public override int ProcessId => Started("has no process").ProcessId;

    /// <inheritdoc/>
    public override WorkerState State
    {
        get
        {
            lock (_lock)
            {
                return _endpoint is null
                    ? _start is null ? WorkerState.NotStarted : _start.IsCompleted ? WorkerState.Exited : WorkerState.Starting
                    : _endpoint.Exited.IsCompleted ? WorkerState.Exited
                    : _stopping ? WorkerState.Stopping
                    : _router.IsBusy ? WorkerState.Busy
                    : WorkerState.Ready;
            }
        }
    }

    /// <inheritdoc/>
    public override string? RunningMethod => _endpoint?.Connection.FindLongestRunning()?.Method;

    /// <inheritdoc/>
    public override DateTimeOffset? BusySince
        => _endpoint?.Connection.FindLongestRunning() is { } running ? TimeProvider.System.GetUtcNow() - running.Elapsed : null;

    /// <inheritdoc/>
    public override Task<WorkerExitInfo> Exited
    {
        get
        {
            lock (_lock)
            {
                return _endpoint?.Exited ?? (_start is null ? throw NotStarted("cannot be waited for") : _neverStarted.Task);
            }
        }
    }

    /// <summary>Starts the process and returns when it is ready for calls: its constructor and <c>InitializeAsync</c> have run.</summary>
    /// <param name="cancellationToken">Gives up: the process is killed.</param>
    /// <returns>A task that ends when calls may be made.</returns>
    /// <exception cref="InvalidOperationException">It was started before, if in vain.</exception>
    /// <exception cref="WorkerStartException">The process could not be started.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            if (_start is not null)
            {
                throw new InvalidOperationException(
                    $"{Name} cannot be started twice: a process has one life. Create another one, or use a WorkerPool, which replaces workers that end.");
            }

            return _start = Task.Run(() => StartCoreAsync(cancellationToken), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public override async Task<WorkerExitInfo> StopAsync(TimeSpan? grace = null)
    {
        WorkerEndpoint endpoint = Started("cannot be stopped");
        lock (_lock)
        {
            _stopping = true;
        }

        _router.Close("was stopped");
        await endpoint.StopAsync(grace ?? _options.Launch.ShutdownGrace).ConfigureAwait(false);
        return await endpoint.Exited.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Terminate() => Started("cannot be terminated").Terminate();

    /// <inheritdoc/>
    public override void Kill() => Started("cannot be killed").Kill(CrashCause.Stopped);

    /// <summary>Stops the worker within <c>Launch.ShutdownGrace</c>, and ends a start that is under way. Again and again is fine.</summary>
    /// <returns>A task that ends when the process is gone. It does not fail because the worker did.</returns>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _router.Close("was disposed");
            return new ValueTask(_disposal ??= Task.Run(DisposeCoreAsync));
        }
    }

    private async Task StartCoreAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            var request = new WorkerStartRequest(T.Descriptor, WorkerId, Generation, _options.Launch, _options.Calls, _loggers, Shared);
            WorkerEndpoint endpoint = await _launcher.StartAsync(request, either.Token).ConfigureAwait(false);
            lock (_lock)
            {
                _endpoint = endpoint;
            }

            _router.Open(endpoint);
            if (_disposing.IsCancellationRequested)
            {
                _router.Close("was disposed");
            }
        }
        catch (Exception e)
        {
            _neverStarted.TrySetResult((e as WorkerStartException)?.Exit ?? new WorkerExitInfo { ProcessId = 0 });
            _router.Close("could not be started");
            throw;
        }
    }

    private async Task DisposeCoreAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        if (_start is not null)
        {
            // Told to whoever started it.
            await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_endpoint is { } endpoint)
        {
            await StopAsync().ConfigureAwait(false);
            await endpoint.DisposeAsync().ConfigureAwait(false);
        }

        if (_ownsShared)
        {
            Shared.Dispose();
        }

        _disposing.Dispose();
    }

    private WorkerEndpoint Started(string what)
    {
        lock (_lock)
        {
            return _endpoint ?? throw NotStarted(what);
        }
    }

    private InvalidOperationException NotStarted(string what)
        => new($"{Name} {what}: it {(_start is null ? "was not started" : _start.IsCompleted ? "could not be started" : "is being started")}.");
}
