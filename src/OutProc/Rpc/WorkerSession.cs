using System.Collections.Concurrent;
using System.Diagnostics;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>The worker's end of the conversation: reads calls, runs them, answers.</summary>
/// <remarks>
/// Threads: the <em>loop</em> (whoever calls <see cref="Run"/>) reads the data channel and runs the methods of a <c>Serialized</c> worker itself,
/// which saves a thread hop per call; the <em>control thread</em> reads the control channel, so that a cancellation or a stop arrives while a
/// method runs. A method that does not complete synchronously keeps the gate; the loop reads on, and whoever ends the method's task answers,
/// opens the gate and wakes the loop: the next call starts on the loop, never inside the finisher.
/// </remarks>
internal sealed partial class WorkerSession : IFrameSource
{
    private const int MaxPooledCalls = 64;

    /// <summary>How many calls are read before those who run them look again.</summary>
    private const int BatchSize = 64;

    /// <summary>Set for <c>Concurrent</c> workers only: setting it allocates, and a <c>Serialized</c> worker has one call at a time anyway.</summary>
    private static readonly AsyncLocal<long> s_flowingCall = new();

    private readonly FrameChannel _data;
    private readonly FrameChannel _control;
    private readonly IWorkerDispatcher _dispatcher;
    private readonly bool _concurrent;
    private readonly int _methodCount;
    private readonly IWorkerSessionOwner _owner;
    private readonly CallGate _gate = new();
    private readonly ReadingPump _pump;
    private readonly StandbyReader? _standby;
    private readonly Lock _activeLock = new();
    private readonly Dictionary<long, IncomingCall> _active = [];
    private readonly TombstoneSet _cancelledUnseen = new();
    private readonly ConcurrentQueue<IncomingCall> _calls = new();
    private readonly ExecutionContext _cleanContext;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _controlThread;
    private volatile bool _stopping;
    private volatile bool _readEnded;
    private long _runningCall;
    private bool _debugged;
    private long _ungranted;

    public WorkerSession(
        FrameChannel data,
        FrameChannel control,
        IWorkerDispatcher dispatcher,
        WorkerConcurrency concurrency,
        int methodCount,
        PayloadOptions payloads,
        IWorkerSessionOwner owner)
    {
        _data = data;
        _control = control;
        _dispatcher = dispatcher;
        _concurrent = concurrency == WorkerConcurrency.Concurrent;
        _methodCount = methodCount;
        _owner = owner;
        Payloads = payloads;
        _pump = new ReadingPump(data, this, data.Spin);
        _standby = data.HasStandby && !_concurrent ? new StandbyReader(data, Keep, () => Requests?.Close()) : null;

        // Captured where nothing has been set yet: what user code leaves in AsyncLocals, culture included, must not reach the next call.
        _cleanContext = ExecutionContext.Capture()!;
        _controlThread = new Thread(ReadControl, 256 << 10) { IsBackground = true, Name = "OutProc control" };
    }

    public PayloadOptions Payloads { get; }

    /// <summary>The call that the current flow of control belongs to, or 0. Of a <c>Serialized</c> worker: the one that is running.</summary>
    public long CurrentCall => _concurrent ? s_flowingCall.Value : Volatile.Read(ref _runningCall);

    /// <summary>What the worker asks of its host; <c>null</c> when it cannot ask anything.</summary>
    public HostRequests? Requests { get; init; }

    /// <summary>For each method how long a call of it may take, in milliseconds; negative for no limit.</summary>
    public long[] Limits { get; init; } = [];

    /// <summary>What the worker serves, for the names in spans.</summary>
    public WorkerDescriptor? Contract { get; init; }

    /// <summary>When the host will cancel the call of the current flow of control; <c>null</c> without a limit.</summary>
    public DateTimeOffset? CurrentDeadline
    {
        get
        {
            lock (_activeLock)
            {
                return _active.TryGetValue(CurrentCall, out IncomingCall? call) ? call.Deadline : null;
            }
        }
    }

    /// <summary>Serves calls on this thread until the host asks to stop or is gone; running calls are waited for.</summary>
    public void Run()
    {
        Requests?.BeginSession();
        _controlThread.UnsafeStart();
        if (_concurrent)
        {
            ReadInTurns();
        }
        else
        {
            ReadInOrder();
        }

        // The reader role stays with this thread. Calls that arrive from now on are not started.
        _stopping = true;
        _gate.Clear();
        Requests?.EndSession();
        WaitForRunningCalls();
    }

    /// <summary>Waits for the end of the control thread, after the control channel was closed.</summary>
    public void JoinControl(TimeSpan limit) => _controlThread.Join(limit);

    /// <summary>Runs one call on the current thread, up to its first incomplete await.</summary>
    public void RunCall(IncomingCall call)
    {
        ExecutionContext.Restore(_cleanContext);
        SynchronizationContext.SetSynchronizationContext(null);
        if (_concurrent)
        {
            s_flowingCall.Value = call.Id;
        }
        else
        {
            Volatile.Write(ref _runningCall, call.Id);
        }

        RecordStart(call.Id);
        ValueTask running;
        try
        {
            running = _dispatcher.DispatchAsync(call.Method, call);
        }
        catch (Exception e)
        {
            Answer(call, e);
            return;
        }

        if (running.IsCompleted)
        {
            Conclude(call, running);
            return;
        }

        call.Running = running;
        running.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(call.Finish);
    }

    /// <summary>Answers a call whose method has ended on another thread.</summary>
    public void FinishCall(IncomingCall call) => Conclude(call, call.Running);

    int IFrameSource.ReadBatch()
    {
        int read = 0;
        try
        {
            while (read < BatchSize && !_readEnded && !_stopping)
            {
                ReadStatus status = _data.TryRead(out Frame frame);
                if (status != ReadStatus.Frame)
                {
                    _readEnded = status == ReadStatus.Closed;
                    break;
                }

                Accept(frame);
                read++;
            }
        }
        catch (ProtocolViolationException)
        {
            _readEnded = true;
            _owner.OnHostLost();
        }

        return read;
    }

    void IFrameSource.ReleaseReader()
    {
        // Until the role is given up: it may stay here although nothing is left to read, when a frame's wake came late.
        while (true)
        {
            if (_stopping)
            {
                _data.LeaveRead();
                break;
            }

            if (_data.TryExitRead(expectsFrames: true))
            {
                break;
            }

            ((IFrameSource)this).ReadBatch();
        }

        _pump.Start();
    }

    /// <summary>The loop of a <c>Concurrent</c> worker: calls run on the thread pool, where those who run them read on.</summary>
    private void ReadInTurns()
    {
        IFrameSource source = this;
        _data.Expect();
        while (!_stopping)
        {
            _data.EnterRead(expectsFrames: false);
            int read = source.ReadBatch();
            if (_readEnded || _stopping)
            {
                _pump.Start();
                return;
            }

            if (read > 1 || _pump.IsBusy)
            {
                _pump.Watch();
                _data.Expect();
            }
            else
            {
                source.ReleaseReader();
            }
        }

        _pump.Start();

        // A run may have it for a moment longer.
        var wait = default(SpinWait);
        while (!_data.TryEnterRead())
        {
            wait.SpinOnce();
        }
    }

    /// <summary>The loop of a <c>Serialized</c> worker: it runs the calls.</summary>
    private void ReadInOrder()
    {
        _data.TakeBack();
        _standby?.Start();
        try
        {
            while (ReadNext())
            {
                _standby?.ThrowIfViolated();
            }
        }
        catch (ProtocolViolationException)
        {
            // The host is not what it should be: end as if it were gone.
            _owner.OnHostLost();
        }

        _standby?.Stop();
    }

    private bool ReadNext()
    {
        if (_stopping)
        {
            return false;
        }

        if (_gate.TryEnterNext(out Frame waiting))
        {
            Start(waiting);
            return true;
        }

        switch (_data.Read(out Frame frame))
        {
            case ReadStatus.Closed:
                return false;
            case ReadStatus.Frame:
                Accept(frame);
                break;
        }

        return true;
    }

    private void Accept(in Frame frame)
    {
        if (IsReply(frame))
        {
            return;
        }

        Check(frame);
        if (_concurrent || _gate.TryEnter(frame))
        {
            Start(frame);
        }
    }

    /// <summary>For the standby: what it reads on the way to an urgent frame is for the loop, which looks there before it reads again.</summary>
    private void Keep(Frame frame)
    {
        if (IsReply(frame))
        {
            return;
        }

        Check(frame);
        _gate.Enqueue(frame);
    }

    /// <summary>Takes an answer of the host, if it is one.</summary>
    private bool IsReply(in Frame frame)
    {
        if (frame.Header.Kind != FrameKind.HostReply || Requests is not { } requests)
        {
            return false;
        }

        requests.Complete(frame);
        return true;
    }

    private void Check(in Frame frame)
    {
        if (frame.Header.Kind != FrameKind.Request || frame.Header.Method >= _methodCount)
        {
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"a {frame.Header.Kind} frame for method {frame.Header.Method} on the data channel of a worker");
        }
    }

    private void Start(in Frame request)
    {
        if (!_calls.TryDequeue(out IncomingCall? call))
        {
            call = new IncomingCall(this);
        }

        ReportDebugger();
        if (request.CameInChunks)
        {
            Grant(request.Header.Length);
        }

        call.Begin(request.Header.CallId, request.Header.Method, request.Payload, request.Header.HasTrace);
        bool cancelled;
        lock (_activeLock)
        {
            _active.Add(call.Id, call);
            cancelled = _cancelledUnseen.Contains(call.Id);
        }

        if (cancelled)
        {
            Answer(call, new OperationCanceledException("The call was cancelled before it started."));
        }
        else if (_concurrent)
        {
            _pump.Add(call);
        }
        else
        {
            _data.LeaveToStandby();
            RunCall(call);
            _data.TakeBack();
        }
    }

    /// <summary>Lets the host send more large requests, now that one is no longer waiting. In steps, so that most calls cost no frame.</summary>
    private void Grant(int bytes)
    {
        _ungranted += bytes;
        if (_ungranted >= ProtocolConstants.RequestWindow / 2)
        {
            _data.Send(new FrameHeader(FrameKind.Grant, 0, CallId: _ungranted), default, urgent: true);
            _ungranted = 0;
        }
    }

    /// <summary>Must come before the method runs: what is not on record when this process dies goes to another worker.</summary>
    private void RecordStart(long callId)
    {
        if (_concurrent)
        {
            _data.Recorder?.StartConcurrently(callId);
        }
        else
        {
            _data.Recorder?.Start(callId);
        }
    }

    private void Conclude(IncomingCall call, ValueTask ended)
    {
        Exception? error = null;
        try
        {
            ended.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            error = e;
        }

        Answer(call, error);
    }

    /// <summary>Sends the one answer of a call and makes room for the next.</summary>
    private void Answer(IncomingCall call, Exception? error)
    {
        call.EndSpan(error);
        if (error is null)
        {
            if (!call.Result.Attachments.IsEmpty)
            {
                _control.SendAttachments(call.Result);
            }

            // A large result is sent from where it lies. The method may have kept it: the gate stays taken until it has left.
            _data.SendPayloadBlocking(new FrameHeader(FrameKind.Result, call.Result.Length, CallId: call.Id), call.Result);
        }
        else
        {
            using PayloadBuffer encoded = RemoteErrors.Encode(error, Payloads);
            _data.SendPayloadBlocking(new FrameHeader(FrameKind.Error, encoded.Length, CallId: call.Id), encoded);
        }

        if (!_concurrent)
        {
            Volatile.Write(ref _runningCall, 0);
        }

        bool last;
        lock (_activeLock)
        {
            _active.Remove(call.Id);
            last = _active.Count == 0;
        }

        call.End();
        if (_calls.Count < MaxPooledCalls)
        {
            _calls.Enqueue(call);
        }

        // The loop looks into the inbox by itself before it reads again; only a loop that is waiting must be woken.
        if (!_concurrent && _gate.Leave())
        {
            _data.Wake();
        }

        if (last && _stopping)
        {
            _idle.TrySetResult();
        }
    }

    private void WaitForRunningCalls()
    {
        lock (_activeLock)
        {
            if (_active.Count == 0)
            {
                return;
            }
        }

        // Bounded by the host, which kills the process when its shutdown grace has passed.
        _idle.Task.GetAwaiter().GetResult();
    }
}
