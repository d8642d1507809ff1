using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>The life of a worker between the host's Welcome and the worker's Goodbye: create, serve, stop.</summary>
/// <remarks>The same for a process and for a thread of the host; what differs comes in as channels and as what to do when the host is
/// lost.</remarks>
internal sealed class WorkerBoot : IWorkerSessionOwner, IDisposable
{
    /// <summary>How long the last log records may take to leave. They are worth a moment, not the host's whole grace.</summary>
    private static readonly TimeSpan s_flushLimit = TimeSpan.FromSeconds(1);

    private readonly WelcomeMessage _welcome;
    private readonly FrameChannel _data;
    private readonly FrameChannel _control;
    private readonly Action _onHostLost;
    private readonly WorkerContext _context;
    private readonly WorkerLogSink _logSink;
    private readonly WorkerLoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly HostRequests _requests;
    private volatile bool _hostLost;

    /// <param name="welcome">What the host asks for.</param>
    /// <param name="data">The worker's end of the data channel.</param>
    /// <param name="control">The worker's end of the control channel.</param>
    /// <param name="onHostLost">Called on the control thread when the host is gone without having said so. A worker process ends
    /// there.</param>
    public WorkerBoot(WelcomeMessage welcome, FrameChannel data, FrameChannel control, Action onHostLost)
    {
        _welcome = welcome;
        _data = data;
        _control = control;
        _onHostLost = onHostLost;
        _requests = new HostRequests(data);
        _context = new WorkerContext(welcome);
        _logSink = new WorkerLogSink(control);
        _loggers = new WorkerLoggerFactory(_logSink, welcome.LogLevel);
        _log = _loggers.CreateLogger(WorkerLoggerFactory.OwnCategory);
    }

    private PayloadOptions PayloadLimits => new()
    {
        MaxDepth = _welcome.MaxPayloadDepth,
        MaxMessageBytes = _welcome.MaxMessageBytes,
        Resources = _context.Shared,
    };

    /// <summary>Runs the worker on this thread, which becomes the loop of its session.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run()
    {
        // User code runs before and between the calls; nothing it leaves in AsyncLocals may reach the session.
        ExecutionContext? clean = ExecutionContext.Capture();
        try
        {
            if (_welcome.HasShared)
            {
                if (SharedIntake.Receive(_control) is not { } shared)
                {
                    return WorkerExitCode.HostLost;
                }

                shared.Connect(_requests, PayloadLimits);
                _context.TakeShared(shared);
            }

            WorkerInstance instance = Start();
            if (clean is not null)
            {
                ExecutionContext.Restore(clean);
            }

            Serve(instance);
            return Stop(instance);
        }
        catch (WorkerStartFailedException e)
        {
            SendStartFailed(e);
            return WorkerExitCode.StartFailed;
        }
    }

    /// <summary>Cancels the worker's stopping token, also while it is being created.</summary>
    public void RequestStop()
    {
        try
        {
            _context.Stop();
        }
        catch (AggregateException e)
        {
            OutProcLog.WorkerStopFailed(_log, "a callback of IWorkerContext.Stopping", e);
        }
    }

    /// <summary>Ends the log. What it still holds is sent first, if the host takes it.</summary>
    public void Dispose()
    {
        _logSink.Complete(s_flushLimit);
        _loggers.Dispose();
        EndShared();
    }

    /// <summary>Ends this worker's part in the shared resources: what it still waits for fails, and what it holds may be taken from it.</summary>
    public void EndShared() => _context.EndShared();

    void IWorkerSessionOwner.OnShared(in Frame frame) => SharedIntake.Accept(_context.Shared, frame);

    void IWorkerSessionOwner.OnStopRequested() => RequestStop();

    void IWorkerSessionOwner.OnHostLost()
    {
        _hostLost = true;
        _onHostLost();
    }

    private WorkerInstance Start()
    {
        WorkerInstance? instance = null;
        try
        {
            instance = Await(WorkerInstance.CreateAsync(_welcome, _context, _loggers));
            Await(instance.InitializeAsync(_context.Stopping));
            return instance;
        }
        catch (Exception e)
        {
            if (instance is not null)
            {
                TryStep("Dispose", instance.DisposeAsync);
            }

            // Whatever was not foreseen comes from the user's assembly too: type initializers, generated tables, attributes.
            throw e as WorkerStartFailedException
                ?? new WorkerStartFailedException(WorkerStartFailure.StartupThrew, "Its assembly could not be prepared.", e);
        }
    }

    private void Serve(WorkerInstance instance)
    {
        var session = new WorkerSession(
            _data,
            _control,
            instance.Dispatcher,
            instance.Implementation.Concurrency,
            instance.Implementation.Contract.MethodTable.Length,
            PayloadLimits,
            this)
        {
            Contract = instance.Implementation.Contract,
            Requests = _requests,
            Limits = instance.Methods.LimitsOf(_welcome.Methods, instance.Implementation.Contract.MethodTable.Length),
        };
        _loggers.CurrentCall = () => session.CurrentCall;
        _context.CurrentDeadline = () => session.CurrentDeadline;

        // Calls come as soon as the host hears that the worker is ready: from here on they are the session's.
        _requests.BeginSession();
        Send(FrameKind.Ready, new ReadyMessage(instance.Implementation.Concurrency, instance.Methods.Indexes)
        {
            Renamed = instance.Methods.Renamed,
        });
        session.Run();
    }

    private int Stop(WorkerInstance instance)
    {
        bool clean = true;
        if (!_hostLost || _welcome.OutlivesHost)
        {
            RequestStop();
            TimeSpan limit = Debugger.IsAttached ? Timeout.InfiniteTimeSpan : _welcome.ShutdownGrace;
            using var grace = new CancellationTokenSource(limit);
            clean = TryStep("StopAsync", () => new ValueTask(instance.StopAsync(grace.Token).AsTask().WaitAsync(limit)));
        }

        clean &= TryStep("Dispose", instance.DisposeAsync);
        _logSink.Complete(s_flushLimit);
        _control.SendBlocking(new FrameHeader(FrameKind.Goodbye, 0), default);
        return clean ? WorkerExitCode.Stopped : WorkerExitCode.StopFailed;
    }

    private bool TryStep(string step, Func<ValueTask> run)
    {
        try
        {
            Await(run());
            return true;
        }
        catch (Exception e)
        {
            // Expected: user code. The worker ends either way; the host's loggers and the exit code tell.
            OutProcLog.WorkerStopFailed(_log, step, e);
            return false;
        }
    }

    private void SendStartFailed(WorkerStartFailedException failure)
    {
        // Records that the startup wrote come before the reason, so that they are there when the host throws.
        _logSink.Complete(s_flushLimit);
        Send(FrameKind.StartFailed, new StartFailedMessage
        {
            Failure = failure.Failure,
            Reason = failure.Message,
            Error = failure.InnerException is { } cause ? RemoteErrorBuilder.Build(cause) : null,
            Differences = failure.Differences,
        });
    }

    private void Send<T>(FrameKind kind, T message)
        where T : IMessage<T>
    {
        using PayloadBuffer payload = MessageCodec.Encode(message);
        _control.SendBlocking(new FrameHeader(kind, payload.Length), payload.WrittenSpan);
    }

    // The thread is the worker's own and has nothing else to do; there is no context that could wait for it.
    private static void Await(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static T Await<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
