using System.Diagnostics;
using System.Globalization;
using System.Text;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>One call as the host's machinery sees it, from dispatch to its single completion.</summary>
/// <remarks>
/// Ownership: a call stands in exactly one container at a time (a pool's queue or a connection's table). Whoever removes it from there, under
/// that container's lock, is the one that may complete it. That makes every completion unique without a state word.
/// </remarks>
internal abstract class OutgoingCall : IThreadPoolWorkItem
{
    private static long s_lastId;

    private CallClock? _clock;
    private CallMeasure? _measure;
    private bool _isTimed;

    protected OutgoingCall() => QueueNode = new LinkedListNode<OutgoingCall>(this);

    /// <summary>Identifies the call on the wire. Never reused in the life of the process; a retry gets a new one.</summary>
    public long Id { get; private set; }

    public MethodDescriptor Method { get; protected set; } = null!;

    /// <summary>The encoded arguments. Kept until completion, so that the call can be sent again.</summary>
    public PayloadBuffer Request { get; protected set; } = null!;

    /// <summary>The current attempt to send a large request; <c>null</c> for a small one.</summary>
    public OutgoingMessage? Message { get; set; }

    public CancellationToken CancellationToken { get; protected set; }

    /// <summary>Whether the caller's token was cancelled. Set before anybody looks for the call in a container.</summary>
    public bool CancelRequested { get; private set; }

    /// <summary>Whether one of the call's time limits has passed.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>Whether nobody wants the result any more.</summary>
    public bool IsAbandoned => CancelRequested || TimedOut;

    /// <summary>The connection the call was given to last, for routing a cancellation; <c>null</c> while it waits in a queue.</summary>
    public HostConnection? Connection { get; set; }

    /// <summary>The call's place in a pool's queue; one node for the life of the object, so that queueing costs no memory.</summary>
    public LinkedListNode<OutgoingCall> QueueNode { get; }

    /// <summary>How many calls may wait in the worker in front of this one.</summary>
    public int Prefetch { get; set; }

    /// <summary>How many workers may have started the call so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the instruments are to be told of the call; <c>null</c> when nobody listens.</summary>
    protected CallMeasure? Measure { get; private set; }

    /// <summary>The span of the call; <c>null</c> when nobody listens. Its context is in front of the arguments.</summary>
    public Activity? Span { get; protected set; }

    /// <summary>How the workers ended that died by themselves while they ran the call.</summary>
    public List<WorkerExitInfo>? Crashes { get; private set; }

    /// <summary>Notes a worker that died by itself while it ran the call.</summary>
    public void NoteCrash(WorkerExitInfo exit) => (Crashes ??= []).Add(exit);

    /// <summary>Gives the call a new identity for the next worker it is sent to.</summary>
    /// <param name="behindOthers">Whether the worker runs other calls first.</param>
    public void BeginAttempt(bool behindOthers = false)
    {
        Id = Interlocked.Increment(ref s_lastId);
        Attempts++;
        Measure?.Run();
        if (_isTimed)
        {
            _clock!.Run(behindOthers);
        }
    }

    /// <summary>The call waits for a worker.</summary>
    public void BeginWait()
    {
        Measure?.Wait();
        if (_isTimed)
        {
            _clock!.Wait();
        }
    }

    /// <summary>Takes an attempt back that cannot have reached the worker's code.</summary>
    public void ForgetAttempt() => Attempts--;

    /// <summary>Whether a call that a dead worker may have started may go to another worker.</summary>
    public bool MayRetry(int maxAttempts)
        => (Method.Options & MethodOptions.Idempotent) != 0 && Attempts < maxAttempts && !IsAbandoned;

    /// <summary>Keeps the worker's answer for <see cref="Complete"/>. The buffer becomes the call's.</summary>
    /// <param name="answer">The encoded result, or the encoded exception.</param>
    /// <param name="failedWorker">The worker's name when it is an exception.</param>
    public abstract void SetAnswer(PayloadBuffer answer, string? failedWorker);

    /// <summary>Ends the call with its answer. What awaits it runs here, so no reader role may be held.</summary>
    public abstract void Complete();

    void IThreadPoolWorkItem.Execute() => Complete();

    /// <summary>Ends the call with an exception.</summary>
    public abstract void CompleteWithError(Exception error);

    /// <summary>Asks the router to end the call, because its caller does not want it any more or its time is over.</summary>
    public abstract void Abandon();

    /// <summary>A time limit has passed. Under the wheel's lock.</summary>
    public void FlagTimeout() => TimedOut = true;

    /// <summary>The exception of a call that was cancelled or ran out of time before a worker started it.</summary>
    public Exception NotStartedError() => CancelRequested || !TimedOut
        ? new RemoteCanceledException($"The call of {Method.Name} was cancelled before a worker started it.", workerKilled: false, CancellationToken)
        : TimeoutError(worker: null, workerKilled: false);

    /// <summary>The exception of a call whose time is over.</summary>
    public RemoteTimeoutException TimeoutError(string? worker, bool workerKilled)
    {
        CallClock clock = _clock!;
        var text = new StringBuilder();
        string limit = clock.PassedLimit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        text.Append(clock.PassedInQueue
            ? $"The call of {Method.Name} waited for a worker for longer than {limit} s (Pool.QueueTimeout)"
            : $"{Method.Name} ran for longer than {limit} s");
        text.Append(workerKilled ? $"; its worker {worker} did not end it in time and was killed."
            : worker is null ? "; no worker has started it."
            : " and was cancelled.");
        return new RemoteTimeoutException(text.ToString())
        {
            Queued = clock.Queued,
            Executed = clock.Executed,
            WorkerKilled = workerKilled,
            Worker = worker,
            Method = Method.Name,
        };
    }

    /// <summary>The size of the encoded arguments; 0 when the call ended before there were any.</summary>
    protected int ArgumentBytes => Request is null ? 0 : Request.Length - (Span is null ? 0 : TraceContext.Size);

    protected void RequestCancel() => CancelRequested = true;

    /// <summary>Has the call measured, if anybody listens.</summary>
    protected void StartMeasure()
    {
        if (OutProcMetrics.MeasuresCalls)
        {
            Measure = _measure ??= new CallMeasure();
            Measure.Begin();
        }
    }

    /// <summary>Starts the call's clock, if it has limits.</summary>
    protected void StartClock(CallLimits limits)
    {
        TimeSpan run = CallLimits.RunLimitOf(Method, limits.Run);
        _isTimed = run != Timeout.InfiniteTimeSpan || limits.Queue != Timeout.InfiniteTimeSpan;
        if (_isTimed)
        {
            (_clock ??= new CallClock(this, TimerWheel.Shared)).Begin(limits.Queue, run);
        }
    }

    /// <summary>Stops the clock and waits for an expiry that is running right now: it must not meet the next call of this object.</summary>
    protected void StopClock()
    {
        if (_isTimed)
        {
            _clock!.Stop();
        }
    }

    protected void ResetHistory()
    {
        Attempts = 0;
        Crashes = null;
        CancelRequested = false;
        TimedOut = false;
        _isTimed = false;
        Connection = null;
        Message = null;
        Measure = null;
        Span = null;
    }
}
