using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Rpc;

/// <summary>A pooled call: the task source that the caller awaits, and the place where its result is decoded.</summary>
/// <remarks>
/// The result is decoded in <c>GetResult</c>, on the awaiter's thread: reader threads only copy and post. The object returns to its pool there
/// too, so a task must be awaited once. Continuations of answers run where <see cref="Complete"/> is called, a thread of the pool that holds no role;
/// those of errors run asynchronously, because they may come from any thread.
/// </remarks>
internal sealed class OutgoingCall<TResult, TPayload> : OutgoingCall, IValueTaskSource<TResult>, IValueTaskSource
    where TPayload : struct, IResultPayload<TPayload, TResult>
{
    private const int MaxPooled = 64;

    private static readonly ConcurrentQueue<OutgoingCall<TResult, TPayload>> s_pool = new();

    private ManualResetValueTaskSourceCore<PayloadBuffer?> _completion = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private CallRouter _router = null!;
    private PayloadBuffer? _answer;

    /// <summary>The name of the worker whose exception ended the call; <c>null</c> when a result did.</summary>
    private string? _failedWorker;

    public static ValueTask<TResult> Start<TArgs>(
        CallRouter router, MethodDescriptor method, in TArgs args, CancellationToken cancellationToken)
        where TArgs : struct, IPayload<TArgs>
    {
        OutgoingCall<TResult, TPayload> call = Rent(router, method, cancellationToken);
        call.Send(in args);
        return new ValueTask<TResult>(call, call._completion.Version);
    }

    public static ValueTask StartVoid<TArgs>(
        CallRouter router, MethodDescriptor method, in TArgs args, CancellationToken cancellationToken)
        where TArgs : struct, IPayload<TArgs>
    {
        OutgoingCall<TResult, TPayload> call = Rent(router, method, cancellationToken);
        call.Send(in args);
        return new ValueTask(call, call._completion.Version);
    }

    public override void SetAnswer(PayloadBuffer answer, string? failedWorker)
    {
        _answer = answer;
        _failedWorker = failedWorker;
    }

    public override void Complete()
    {
        PayloadBuffer? answer = _answer;
        _answer = null;
        Measure?.End();
        _completion.RunContinuationsAsynchronously = false;
        _completion.SetResult(answer);
    }

    public override void Abandon() => _router.Cancel(this);

    public override void CompleteWithError(Exception error)
    {
        Measure?.End();
        _completion.SetException(error);
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _completion.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _completion.OnCompleted(continuation, state, token, flags);

    TResult IValueTaskSource<TResult>.GetResult(short token) => TakeResult(token);

    void IValueTaskSource.GetResult(short token) => TakeResult(token);

    private static OutgoingCall<TResult, TPayload> Rent(CallRouter router, MethodDescriptor method, CancellationToken cancellationToken)
    {
        if (!s_pool.TryDequeue(out OutgoingCall<TResult, TPayload>? call))
        {
            call = new OutgoingCall<TResult, TPayload>();
        }

        call._router = router;
        call.Method = method;
        call.StartMeasure();
        call.Span = OutProcTracing.StartCall(router.ContractName, method.Name);
        call.CancellationToken = cancellationToken;
        return call;
    }

    private void Send<TArgs>(in TArgs args)
        where TArgs : struct, IPayload<TArgs>
    {
        if (CancellationToken.IsCancellationRequested)
        {
            CompleteWithError(new RemoteCanceledException(
                $"The call of {Method.Name} was cancelled before it was sent.", workerKilled: false, CancellationToken));
            return;
        }

        // Arguments run user code (getters, enumerators): before any lock, and its exceptions belong to the caller's task.
        Request = PayloadBuffer.Rent();
        try
        {
            var writer = new PayloadWriter(Request, _router.Payloads);
            if (Span is { } span)
            {
                writer.WriteUnmanaged(TraceContext.Of(span));
            }

            args.Write(ref writer);
            writer.Complete();
        }
        catch (Exception e)
        {
            CompleteWithError(e is PayloadException or SharedResourceException ? e : new PayloadException($"Writing the arguments of {Method.Name} failed: {e.Message}", e));
            return;
        }

        StartClock(_router.Limits);
        _router.Dispatch(this);
        _cancellation = CancellationToken.UnsafeRegister(
            static state =>
            {
                var call = (OutgoingCall<TResult, TPayload>)state!;
                call.RequestCancel();
                call.Abandon();
            },
            this);
    }

    private ValueTaskSourceStatus GetStatus(short token)
    {
        ValueTaskSourceStatus status = _completion.GetStatus(token);
        return status != ValueTaskSourceStatus.Succeeded || _failedWorker is null
            ? status
            : CancelRequested ? ValueTaskSourceStatus.Canceled : ValueTaskSourceStatus.Faulted;
    }

    private TResult TakeResult(short token)
    {
        // Waits for a cancellation callback that is running right now: it must not meet the next call of this object.
        _cancellation.Dispose();
        StopClock();
        int? answerBytes = null;
        Exception? error = null;
        try
        {
            using PayloadBuffer answer = _completion.GetResult(token)!;
            answerBytes = answer.Length;
            if (_failedWorker is not null)
            {
                throw RemoteErrors.Decode(
                    answer.WrittenSpan,
                    _failedWorker,
                    Method.Name,
                    TimedOut ? TimeoutError(_failedWorker, workerKilled: false) : null,
                    CancelRequested ? CancellationToken : default);
            }

            var reader = new PayloadReader(answer, _router.Payloads);
            TPayload payload = TPayload.Read(ref reader);
            reader.ExpectEnd();
            return payload.Value;
        }
        catch (Exception e) when (Note(e, out error))
        {
            throw;
        }
        finally
        {
            if (Span is { } span)
            {
                OutProcTracing.End(span, error);
            }

            Measure?.Record(_router.ContractName, Method.Name, ArgumentBytes, answerBytes, error);
            Recycle();
        }
    }

    /// <summary>Looks at an exception on its way.</summary>
    /// <returns><c>false</c>: it goes on.</returns>
    private static bool Note(Exception thrown, out Exception? error)
    {
        error = thrown;
        return false;
    }

    private void Recycle()
    {
        // Null when the call ended before its arguments were written.
        Request?.Dispose();
        Request = null!;
        _router = null!;
        _cancellation = default;
        CancellationToken = default;
        _failedWorker = null;
        ResetHistory();
        _completion.Reset();
        _completion.RunContinuationsAsynchronously = true;
        if (s_pool.Count < MaxPooled)
        {
            s_pool.Enqueue(this);
        }
    }
}
