using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Shared;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>A worker that is a process of this machine.</summary>
internal sealed class WorkerProcessEndpoint : WorkerEndpoint, IChildProcessSink
{
    /// <summary>How long the end of a killed process is waited for. The kernel ends it at once, unless a device driver holds it.</summary>
    private static readonly TimeSpan s_killLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker that said why it cannot start may take to end by itself.</summary>
    private static readonly TimeSpan s_failedStartGrace = TimeSpan.FromSeconds(1);

    private readonly WorkerStartRequest _request;
    private readonly WelcomeMessage _welcome;
    private readonly ChildProcess _process;
    private readonly SocketChannel _control;
    private readonly DataChannel _data;
    private readonly SharedMember? _member;
    private readonly WorkerHandshake _handshake;
    private readonly WorkerLogRelay _logs;
    private readonly WorkerRequests? _requests;
    private readonly Lock _exitLock = new();
    private HostConnection? _connection;
    private (WorkerExitInfo Exit, CrashCause Cause)? _ended;
    private string? _violation;
    private WorkerConcurrency _concurrency;
    private Task _logging = Task.CompletedTask;
    private Task? _ending;
    private long _askedAt;
    private volatile bool _workerDebugged;
    private volatile bool _isReady;

    public WorkerProcessEndpoint(
        WorkerStartRequest request,
        WelcomeMessage welcome,
        string name,
        ChildProcess process,
        SocketChannel control,
        DataChannel data,
        SharedMember? member)
    {
        _request = request;
        _welcome = welcome;
        _process = process;
        _control = control;
        _data = data;
        Name = name;
        _handshake = new WorkerHandshake(SendWelcome);
        _logs = new WorkerLogRelay(request.Loggers, request.WorkerId, process.ProcessId, OnViolation);
        Exited = WithCallsAsync(process.Exited, () => Volatile.Read(ref _connection));
        _member = member;
        member?.Name(process.ProcessId);
        _requests = member is null ? null : WorkerRequests.Begin(request, member, data.Host, OnViolation);
        process.Watch(this);
    }

    public override int WorkerId => _request.WorkerId;

    public override int Generation => _request.Generation;

    public override int ProcessId => _process.ProcessId;

    public override WorkerConcurrency Concurrency => _concurrency;

    public override HostConnection Connection => _connection ?? throw new InvalidOperationException("The worker is not ready yet.");

    public override Task<WorkerExitInfo> Exited { get; }

    public override long? ResidentBytes => ProcessMemory.TryGetResidentBytes(ProcessId);

    /// <summary>The name in messages: <c>Thumbnails #2 (pid 4711)</c>.</summary>
    public string Name { get; }

    /// <summary>How the handshake ends. Never faults.</summary>
    public Task<HandshakeResult> Handshake => _handshake.Result;

    /// <summary>What the worker said of itself, once it has.</summary>
    public HelloMessage? Hello => _handshake.Hello;

    /// <summary>Whether somebody steps through this process or the worker, or is about to.</summary>
    public bool IsDebugged => Debugger.IsAttached || _workerDebugged || (!_isReady && _welcome.Debugger != DebuggerRequest.None);

    public string StderrTail => _process.StderrTail;

    /// <summary>Makes the connection of a worker that has said it is ready.</summary>
    public void BecomeReady(ReadyMessage ready, TimeSpan elapsed)
    {
        _concurrency = ready.Concurrency;
        var connection = new HostConnection(_data.Host, _control, ready.MethodIndexes, ready.Concurrency, _request.Calls, Name, Kill);
        _requests?.HandOver(connection);
        (WorkerExitInfo Exit, CrashCause Cause)? ended;
        lock (_exitLock)
        {
            _connection = connection;
            ended = _ended;
            connection.OnDebugger(_workerDebugged);
            _isReady = true;
        }

        if (ended is var (exit, cause))
        {
            connection.OnWorkerExited(exit, cause);
        }

        _logging = LogLifeAsync(elapsed);
    }

    /// <summary>Ends a worker whose start has failed, and frees everything.</summary>
    /// <returns>How it ended, unless even that could not be observed in time.</returns>
    public async Task<WorkerExitInfo?> AbandonAsync(CrashCause cause, bool endsByItself)
    {
        if (endsByItself)
        {
            await WaitForExitAsync(s_failedStartGrace).ConfigureAwait(false);
        }

        Kill(cause);
        await DisposeAsync().ConfigureAwait(false);
        return _process.Exited.IsCompleted ? await _process.Exited.ConfigureAwait(false) : null;
    }

    public override void Kill(CrashCause cause) => _process.Kill(cause);

    public override void Terminate() => _process.Terminate();

    public override void Beat(TimeSpan limit, bool forgive)
    {
        long now = Stopwatch.GetTimestamp();
        long askedAt = Volatile.Read(ref _askedAt);
        if (askedAt == 0)
        {
            Volatile.Write(ref _askedAt, now);
            _control.Send(new FrameHeader(FrameKind.Heartbeat, 0), default);
        }
        else if (forgive || DebuggedWorkers.Any)
        {
            // Unless the answer has just come.
            Interlocked.CompareExchange(ref _askedAt, now, askedAt);
        }
        else if (Stopwatch.GetElapsedTime(askedAt, now) > limit)
        {
            Kill(CrashCause.HeartbeatLost);
        }
    }

    public override async ValueTask StopAsync(TimeSpan grace)
    {
        if (grace != TimeSpan.Zero)
        {
            _process.ExpectEnd(CrashCause.Stopped);
            _control.Send(new FrameHeader(FrameKind.Shutdown, 0), default);
            do
            {
                // Whoever steps through the worker's end is not to be hurried.
                await WaitForExitAsync(grace).ConfigureAwait(false);
            }
            while (!_process.Exited.IsCompleted && IsDebugged);

            if (!_process.Exited.IsCompleted)
            {
                OutProcLog.WorkerSlowToStop(_request.Loggers.CreateLogger(OutProcLog.WorkersCategory), Name, grace);
            }
        }

        if (!_process.Exited.IsCompleted)
        {
            Kill(CrashCause.Stopped);
            await WaitForExitAsync(s_killLimit).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        Task ending;
        lock (_exitLock)
        {
            ending = _ending ??= EndAsync();
        }

        // Bounded: loggers are user code, and not even a kill is certain. A logger that throws has no say in the life of a worker.
        await ending.WaitAsync(LoggingLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    void IChildProcessSink.OnControlFrame(in Frame frame)
    {
        if (frame.Header.HasDescriptor && frame.Header.Kind != FrameKind.Descriptor)
        {
            frame.Drop();
            throw new ProtocolViolationException($"a descriptor along with a {frame.Header.Kind} frame");
        }

        switch (frame.Header.Kind)
        {
            case FrameKind.Log:
                _logs.Post(frame.Payload);
                break;
            case FrameKind.HeartbeatAnswer:
                frame.Payload.Dispose();
                Volatile.Write(ref _askedAt, 0);
                break;
            case FrameKind.Descriptor:
                frame.Payload.Dispose();
                _request.Shared.Descriptors.Add(this, frame.Header.CallId, frame.Attachment);
                break;
            case FrameKind.Debugger:
                frame.Payload.Dispose();
                OnDebugger(attached: frame.Header.Method != 0);
                break;
            default:
                _handshake.OnFrame(frame);
                break;
        }
    }

    void IChildProcessSink.OnViolation(string violation)
    {
        _violation = violation;
        _handshake.OnViolation(violation);
    }

    void IChildProcessSink.OnExited(WorkerExitInfo exit, CrashCause cause)
    {
        // First of all: others may be waiting for what it held.
        _member?.End();
        _request.Shared.Descriptors.End(this);
        HostConnection? connection;
        lock (_exitLock)
        {
            _ended = (exit, cause);
            connection = _connection;
        }

        _handshake.OnExited(exit);
        connection?.OnWorkerExited(exit, cause);
    }

    private void OnDebugger(bool attached)
    {
        lock (_exitLock)
        {
            _workerDebugged = attached;
            _connection?.OnDebugger(attached);
        }
    }

    private void OnViolation(string violation)
    {
        _violation ??= violation;
        Kill(CrashCause.ProtocolViolation);
    }

    private void SendWelcome()
    {
        try
        {
            // The worker's copy is the only one from now on: its end must be seen as the end of the stream.
            using (_data.ForWorker)
            using (PayloadBuffer welcome = MessageCodec.Encode(_welcome))
            {
                _control.SendWithDescriptor(new FrameHeader(FrameKind.Welcome, welcome.Length), welcome.WrittenSpan, _data.ForWorker);
            }

            _member?.Begin(_control);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The start was given up meanwhile, or the descriptor cannot be passed. Without a Welcome the worker is of no use.
            Kill(CrashCause.Stopped);
        }
    }

    private async Task WaitForExitAsync(TimeSpan limit)
        => await ((Task)_process.Exited).WaitAsync(limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task EndAsync()
    {
        // A process that outlived its own kill is still in the monitor's poll list, with its channels.
        await _process.Exited.ConfigureAwait(false);
        _control.Dispose();
        _data.ForWorker.Dispose();
        if (_connection is null)
        {
            _requests?.End();
            _data.Host.Dispose();
        }

        await _logging.ConfigureAwait(false);
    }

    private async Task LogLifeAsync(TimeSpan elapsed)
    {
        ILogger logger = _request.Loggers.CreateLogger(OutProcLog.WorkersCategory);
        OutProcLog.WorkerStarted(logger, Name, elapsed.TotalMilliseconds, Hello!.RuntimeVersion, Hello.Architecture);
        WorkerExitInfo exit = await Exited.ConfigureAwait(false);
        Debug.Assert(_ended is not null, "The sink is told before the task completes.");
        WorkerEndLog.Write(_request.Loggers, Name, exit, _ended.Value.Cause, _violation ?? _connection?.Violation);
    }
}
