using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Shared;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>A worker that is a thread of this process.</summary>
internal sealed class InProcessWorkerEndpoint : WorkerEndpoint
{
    /// <summary>As much as the first thread of a worker process has.</summary>
    private const int LoopStackSize = 8 << 20;

    private const int ControlStackSize = 256 << 10;

    private readonly WorkerStartRequest _request;
    private readonly InMemoryChannel _data;
    private readonly InMemoryChannel _control;
    private readonly InMemoryChannel _workerData;
    private readonly InMemoryChannel _workerControl;
    private readonly SharedMember? _member;
    private readonly WorkerBoot _boot;
    private readonly WorkerLogRelay _logs;
    private readonly WorkerRequests? _requests;
    private readonly Thread _loop;
    private readonly Thread _controlReader;
    private readonly TaskCompletionSource<HandshakeResult> _handshake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<WorkerExitInfo> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _endLock = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private HostConnection? _connection;
    private WorkerConcurrency _concurrency;
    private (WorkerExitInfo Exit, CrashCause Cause)? _end;
    private bool _stopping;
    private volatile bool _goodbye;
    private Task _logging = Task.CompletedTask;

    public InProcessWorkerEndpoint(WorkerStartRequest request)
    {
        _request = request;
        Exited = WithCallsAsync(_exited.Task, () => Volatile.Read(ref _connection));
        (_data, _workerData) = InMemoryChannel.CreatePair();
        (_control, _workerControl) = InMemoryChannel.CreatePair();

        _member = request.Shared.Join(request.WorkerId);
        _member?.Name(ProcessId);

        // A host that is lost here means a worker that was killed: its threads see their channels closed and end by themselves.
        _boot = new WorkerBoot(WorkerWelcome.Create(request) with { HasShared = _member is not null }, _workerData, _workerControl, static () => { });
        _logs = new WorkerLogRelay(request.Loggers, request.WorkerId, ProcessId, violation => Kill(CrashCause.ProtocolViolation));
        _requests = _member is null ? null : WorkerRequests.Begin(request, _member, _data, violation => Kill(CrashCause.ProtocolViolation));
        _loop = new Thread(Live, LoopStackSize) { IsBackground = true, Name = $"OutProc {request.Contract.DisplayName}#{request.WorkerId}" };
        _controlReader = new Thread(ReadControl, ControlStackSize) { IsBackground = true, Name = "OutProc in-process control" };
    }

    public override int WorkerId => _request.WorkerId;

    public override int Generation => _request.Generation;

    public override int ProcessId => Environment.ProcessId;

    public override WorkerConcurrency Concurrency => _concurrency;

    public override HostConnection Connection => _connection ?? throw new InvalidOperationException("The worker is not ready yet.");

    public override Task<WorkerExitInfo> Exited { get; }

    /// <summary>The name in messages.</summary>
    public string Name => $"{_request.Contract.DisplayName} #{WorkerId} (in-process)";

    /// <summary>How the start ends. Never faults.</summary>
    public Task<HandshakeResult> Handshake => _handshake.Task;

    public void Begin()
    {
        _member?.Begin(_control);
        _controlReader.UnsafeStart();
        _loop.UnsafeStart();
    }

    /// <summary>Makes the connection of a worker that has said it is ready.</summary>
    public void BecomeReady(ReadyMessage ready)
    {
        _concurrency = ready.Concurrency;
        var connection = new HostConnection(_data, _control, ready.MethodIndexes, ready.Concurrency, _request.Calls, Name, Kill);
        _requests?.HandOver(connection);
        (WorkerExitInfo Exit, CrashCause Cause)? end;
        lock (_endLock)
        {
            _connection = connection;
            end = _end;
        }

        if (end is var (exit, cause))
        {
            connection.OnWorkerExited(exit, cause);
        }

        _logging = LogEndAsync();
    }

    public override void Kill(CrashCause cause)
    {
        End(exitCode: null, cause);
        CloseChannels();

        // The session hears of it through its channel; a constructor that is still running does not. User callbacks run: not on this
        // thread.
        ThreadPool.UnsafeQueueUserWorkItem(static boot => boot.RequestStop(), _boot, preferLocal: false);
    }

    public override async ValueTask StopAsync(TimeSpan grace)
    {
        if (grace != TimeSpan.Zero)
        {
            lock (_endLock)
            {
                _stopping = true;
            }

            _control.Send(new FrameHeader(FrameKind.Shutdown, 0), default);
            await ((Task)_exited.Task).WaitAsync(grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_exited.Task.IsCompleted)
            {
                OutProcLog.WorkerSlowToStop(_request.Loggers.CreateLogger(OutProcLog.WorkersCategory), Name, grace);
            }
        }

        if (!_exited.Task.IsCompleted)
        {
            Kill(CrashCause.Stopped);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        CloseChannels();
        await _logging.WaitAsync(LoggingLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The worker's life, on its own thread.</summary>
    private void Live()
    {
        int? exitCode = null;
        try
        {
            using (_boot)
            {
                exitCode = _boot.Run();
            }
        }
        catch (Exception e)
        {
            // A worker process would die of it; a thread must not take the host along.
            OutProcLog.InProcessWorkerFailed(_request.Loggers.CreateLogger(OutProcLog.WorkersCategory), Name, e);
        }

        // The control reader passes on what the worker said last, before the end is announced.
        _workerControl.Close();
        _controlReader.Join();

        CrashCause cause;
        lock (_endLock)
        {
            cause = _stopping ? CrashCause.Stopped : CrashCause.Exited;
        }

        End(exitCode, cause);
        CloseChannels();
    }

    private void ReadControl()
    {
        try
        {
            while (_control.Read(out Frame frame) is var status && status != ReadStatus.Closed)
            {
                if (status == ReadStatus.Frame)
                {
                    OnControlFrame(frame);
                }
            }
        }
        catch (ProtocolViolationException violation)
        {
            _handshake.TrySetResult(new HandshakeResult { Violation = violation.Message });
            Kill(CrashCause.ProtocolViolation);
        }
    }

    private void OnControlFrame(in Frame frame)
    {
        if (frame.Header.Kind == FrameKind.Log)
        {
            _logs.Post(frame.Payload);
            return;
        }

        using (frame.Payload)
        {
            switch (frame.Header.Kind)
            {
                case FrameKind.Ready:
                    _handshake.TrySetResult(new HandshakeResult { Ready = MessageCodec.Decode<ReadyMessage>(frame.Payload.WrittenSpan) });
                    break;
                case FrameKind.StartFailed:
                    _handshake.TrySetResult(new HandshakeResult { Failed = MessageCodec.Decode<StartFailedMessage>(frame.Payload.WrittenSpan) });
                    break;
                case FrameKind.Descriptor:
                    _request.Shared.Descriptors.Add(this, frame.Header.CallId, frame.Attachment);
                    break;
                case FrameKind.Goodbye:
                    _goodbye = true;
                    break;
            }
        }
    }

    private void End(int? exitCode, CrashCause cause)
    {
        WorkerExitInfo exit;
        HostConnection? connection;
        lock (_endLock)
        {
            if (_end is not null)
            {
                return;
            }

            exit = new WorkerExitInfo
            {
                ProcessId = ProcessId,
                ExitCode = exitCode,
                CleanGoodbye = _goodbye,
                Generation = Generation,
                Uptime = Stopwatch.GetElapsedTime(_started),
            };
            _end = (exit, cause);
            connection = _connection;
        }

        // What its code goes on doing after a kill, it does without a part in what is shared.
        _boot.EndShared();
        _member?.End();
        _request.Shared.Descriptors.End(this);
        connection?.OnWorkerExited(exit, cause);
        _handshake.TrySetResult(new HandshakeResult { Exit = exit });
        _exited.TrySetResult(exit);
    }

    private async Task LogEndAsync()
    {
        // On the thread pool: loggers are user code, and workers are killed from threads that must not run any.
        WorkerExitInfo exit = await Exited.ConfigureAwait(false);
        WorkerEndLog.Write(_request.Loggers, Name, exit, _end!.Value.Cause, _connection?.Violation);
    }

    private void CloseChannels()
    {
        _data.Close();
        _control.Close();
    }
}
