using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>The host's end of the conversation with one worker: sends calls, receives answers, fails what a dead worker leaves behind.</summary>
/// <remarks>
/// Receiving: a caller whose call is the only one under way takes the reader role and polls for its answer for a moment, which saves two
/// thread hops; otherwise the connection's receiver thread reads. Either copies and posts only: results are decoded by the awaiter, continuations
/// run on the thread pool. Only callers poll: a second polling thread would take the processor from those who work. Lock order: send lock, then
/// call table; the pool's lock is never taken under either.
/// </remarks>
internal sealed partial class HostConnection : IFrameSource, IDisposable
{
    /// <summary>How long a worker may live on after its data channel has ended. Long enough for the end of a process on a busy machine.</summary>
    private static readonly TimeSpan s_closedLimit = TimeSpan.FromSeconds(5);

    /// <summary>What is read before it is passed on: answers wait no longer than others are copied.</summary>
    private const int BatchSize = 64;

    private static int s_callsUnderWay;

    private readonly FrameChannel _data;
    private readonly FrameChannel _control;
    private readonly IReadOnlyList<ushort> _methodIndices;
    private readonly WorkerConcurrency _concurrency;
    private readonly Action<CrashCause> _kill;
    private readonly string _worker;
    private readonly int _maxAttempts;
    private readonly CallTable _calls = new();
    private readonly Lock _sendLock = new();
    private readonly ManualResetEventSlim _exited = new(false, spinCount: 0);
    private readonly SpinPolicy _spin;
    private readonly Thread _receiver;
    private readonly CancelGraceTimer _grace;
    private readonly ReadingPump _pump;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IConnectionOwner? _owner;
    private HostRequestServer? _requests;
    private bool _unreadable;
    private int _undelivered;
    private volatile ExitNotice? _exit;
    private volatile bool _workerDebugged;

    /// <param name="data">The data channel. The connection owns it from now on.</param>
    /// <param name="control">The control channel, for sending. Stays the endpoint's.</param>
    /// <param name="methodIndices">For each method of the host's contract, its index in the worker.</param>
    /// <param name="concurrency">How the worker runs its calls.</param>
    /// <param name="calls">The limits of calls.</param>
    /// <param name="worker">The worker's name for messages: <c>Thumbnails #2 (pid 4711)</c>.</param>
    /// <param name="kill">Kills the worker. The connection hears of its end by <see cref="OnWorkerExited"/>.</param>
    public HostConnection(
        FrameChannel data,
        FrameChannel control,
        IReadOnlyList<ushort> methodIndices,
        WorkerConcurrency concurrency,
        CallOptions calls,
        string worker,
        Action<CrashCause> kill)
    {
        _data = data;
        _data.LimitMessages(ProtocolConstants.RequestWindow);
        _control = control;
        _methodIndices = methodIndices;
        _concurrency = concurrency;
        _maxAttempts = calls.MaxAttemptsIfIdempotent;
        _worker = worker;
        _kill = kill;
        _spin = new SpinPolicy(calls.SpinBudget);
        _pump = new ReadingPump(data, this, _spin);
        _grace = new CancelGraceTimer(
            calls.CancelGrace, TimeProvider.System, _calls.Contains, () => IsDebugged, () => kill(CrashCause.CancelGraceExceeded));
        _receiver = new Thread(Receive, 256 << 10) { IsBackground = true, Name = "OutProc receiver" };
    }

    /// <summary>Ends when the worker is gone and all its calls have been completed or handed back.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What the worker did wrong, when it was killed for it.</summary>
    public string? Violation { get; private set; }

    /// <summary>How the worker ended, with what it had started; <c>null</c> before <see cref="Ended"/>.</summary>
    public WorkerExitInfo? Exit { get; private set; }

    /// <summary>Whether <see cref="Start"/> was called.</summary>
    public bool IsStarted => Volatile.Read(ref _owner) is not null;

    /// <summary>Whether somebody steps through this process or the worker. Time limits do not apply then.</summary>
    public bool IsDebugged => Debugger.IsAttached || _workerDebugged;

    /// <summary>Has what the worker asks of its host answered. Called before <see cref="Start"/>.</summary>
    /// <param name="requests">Answers them.</param>
    public void Serve(HostRequestServer requests) => _requests = requests;

    /// <summary>The worker may ask for something at any time: also while it has no call.</summary>
    public void ExpectRequests() => _data.ExpectAlways();

    /// <summary>Starts receiving. Called once, before the first call.</summary>
    public void Start(IConnectionOwner owner)
    {
        _owner = owner;
        _receiver.UnsafeStart();
    }

    /// <summary>What the worker has been running longest, and for how long; <c>null</c> when it is idle or the transport does not tell.</summary>
    public (string Method, TimeSpan Elapsed)? FindLongestRunning()
    {
        if (_data.Recorder is not { } recorder || _calls.FindLongestRunning(recorder, out long startedAt) is not { } method)
        {
            return null;
        }

        // The time is the worker's word: kept in bounds.
        long elapsed = Math.Clamp(Environment.TickCount64 - startedAt, 0, Environment.TickCount64);
        return (method, TimeSpan.FromMilliseconds(elapsed));
    }

    /// <summary>Sends a call.</summary>
    /// <param name="call">The call. It is the connection's until it is completed or handed back.</param>
    /// <param name="callerRuns">Whether this is the thread of the caller, who may receive the answer itself.</param>
    /// <param name="ownAnswer">Not 0 when the caller took the reader role: it must call <see cref="ReceiveOwn"/> with it.</param>
    /// <returns><c>false</c> when the worker is gone; the call is the sender's again.</returns>
    public bool TrySend(OutgoingCall call, bool callerRuns, out long ownAnswer)
    {
        // A call that is alone in the process has nobody to be unfair to while it polls. Off under a context that posts continuations.
        bool alone = Interlocked.Increment(ref s_callsUnderWay) == 1;
        bool polls = callerRuns && alone && _spin.IsEnabled && SynchronizationContext.Current is null && _data.TryEnterRead();
        long id;
        bool sent;
        OutgoingMessage? message = null;
        if (!call.Request.Attachments.IsEmpty)
        {
            _control.SendAttachments(call.Request);
        }

        lock (_sendLock)
        {
            call.BeginAttempt(behindOthers: _concurrency == WorkerConcurrency.Serialized && _calls.Count > 0);
            id = call.Id;

            var header = new FrameHeader(
                FrameKind.Request, call.Request.Length, _methodIndices[call.Method.Index], id, HasTrace: call.Span is not null);
            message = call.Message = _data.MakeMessage(header, call.Request);

            // Whoever has seen the worker's end must not have a call fail by it: it goes to another worker.
            sent = _exit is null && _calls.TryAdd(call);

            // A send that fails means the worker is dying: its exit notice takes the call out of the table again.
            if (sent && message is null)
            {
                _data.Send(header, call.Request.InlineSpan);
            }
            else if (sent)
            {
                _data.Add(message!);
            }
        }

        ownAnswer = polls && sent ? id : 0;
        if (!sent)
        {
            Interlocked.Decrement(ref s_callsUnderWay);
            call.ForgetAttempt();
            if (polls)
            {
                ReleaseReader(0);
            }

            return false;
        }

        if (call.IsAbandoned)
        {
            Cancel(id);
        }

        if (message is not null)
        {
            _data.Push(message, mayPoll: polls);
        }

        if (!polls)
        {
            _data.Expect();
        }

        return true;
    }

    /// <summary>Polls for the caller's own answer for a moment, then leaves the reading to the receiver thread.</summary>
    public void ReceiveOwn(long callId)
    {
        Poll(callId);
        ReleaseReader(callId);
    }

    /// <summary>
    /// Stops sending a large call that the worker does not have whole: it ends here. Otherwise asks the worker to stop the call, and kills the worker
    /// when it does not within the cancel grace.
    /// </summary>
    public void Cancel(long callId)
    {
        if (_calls.FindMessage(callId) is { } message && _data.TryAbort(message))
        {
            if (_calls.Take(callId) is { } call)
            {
                Interlocked.Decrement(ref s_callsUnderWay);
                call.CompleteWithError(call.NotStartedError());
                _owner!.OnCallsEnded(this, 1);
            }
        }
        else if (_calls.Contains(callId))
        {
            _control.Send(new FrameHeader(FrameKind.Cancel, 0, CallId: callId), default);
            _grace.Watch(callId);
        }
    }

    /// <summary>Whether the worker has the call but runs others first.</summary>
    public bool IsWaitingInWorker(long callId) => _concurrency == WorkerConcurrency.Serialized && !_calls.IsOldest(callId);

    /// <summary>A debugger was attached to the worker, or has left it. Called by one thread, for a change only.</summary>
    public void OnDebugger(bool attached)
    {
        if (attached != _workerDebugged)
        {
            _workerDebugged = attached;
            if (attached)
            {
                DebuggedWorkers.Add();
            }
            else
            {
                DebuggedWorkers.Remove();
            }
        }
    }

    /// <summary>The worker's process has ended. Answers that arrived before are still delivered; then the rest of its calls end.</summary>
    public void OnWorkerExited(WorkerExitInfo exit, CrashCause cause)
    {
        _exit = new ExitNotice(exit, cause);
        _exited.Set();
        _data.Wake();
    }

    /// <summary>Frees the data channel. Called by the connection itself after the worker's end; by others only when it was never started.</summary>
    public void Dispose()
    {
        _grace.Dispose();

        // Nobody sends after the table was closed; the lock waits for a send that was under way. The event is left to the collector: a caller
        // that finds the worker gone may still set it.
        lock (_sendLock)
        {
            _data.Dispose();
        }
    }

    private void End(ExitNotice notice)
    {
        while (ReadAvailable(0, out long answered) && answered != 0)
        {
        }

        Deliver();
        _pump.Start();
        OnDebugger(attached: false);
        List<OutgoingCall> left;
        lock (_sendLock)
        {
            // From here on nobody reads the memory of a call: only now may it end.
            left = _calls.Close();
            _requests?.Close();
            _data.Close();
        }

        Interlocked.Add(ref s_callsUnderWay, -left.Count);

        var started = new List<OutgoingCall>();
        var waiting = new List<OutgoingCall>();
        bool isOldest = true;
        foreach (OutgoingCall call in left)
        {
            bool mayHaveStarted = MayHaveStarted(call, isOldest, notice.Cause);
            isOldest &= call.Message is not null;
            if (mayHaveStarted)
            {
                started.Add(call);
            }
            else
            {
                call.ForgetAttempt();
                waiting.Add(call);
            }
        }

        WorkerExitInfo exit = notice.Exit with { StartedMethods = started.ConvertAll(static call => call.Method.Name) };
        Exit = exit;
        foreach (OutgoingCall call in started)
        {
            if (notice.Cause is CrashCause.Exited or CrashCause.OutOfMemory)
            {
                call.NoteCrash(exit);
            }

            if (call.MayRetry(_maxAttempts) && !CrashErrors.IsPoison(call))
            {
                waiting.Add(call);
            }
            else
            {
                call.CompleteWithError(CrashErrors.For(call, _worker, exit, notice.Cause, Violation));
            }
        }

        // A call that is tried again goes in front of what was sent after it.
        waiting.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        _owner!.OnConnectionLost(this, exit, notice.Cause, waiting);
        Dispose();
        _ended.TrySetResult();
    }

    private bool MayHaveStarted(OutgoingCall call, bool isOldest, CrashCause cause) => cause switch
    {
        _ when call.Message is { IsSent: false } => false,

        // Whoever sent garbage may have written garbage elsewhere.
        CrashCause.ProtocolViolation => true,
        _ when _data.Recorder is { } recorder => recorder.MayHaveStarted(call.Id),

        // Large calls arrive when they are whole, which may be after smaller ones.
        _ => isOldest || call.Message is not null || _concurrency == WorkerConcurrency.Concurrent,
    };

    private sealed record ExitNotice(WorkerExitInfo Exit, CrashCause Cause);
}
