using System.ComponentModel;
using System.Diagnostics;
using OutProc.Rpc;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>One call inside a worker, as emitted dispatchers see it.</summary>
/// <remarks>Valid until the task of <see cref="IWorkerDispatcher.DispatchAsync"/> has ended; the runtime reuses the object.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IncomingCall : IThreadPoolWorkItem
{
    private readonly WorkerSession _session;
    private readonly Lock _gate = new();
    private PayloadBuffer? _arguments;
    private PayloadBuffer? _result;
    private CancellationTokenSource? _cancellation;
    private bool _cancelRequested;
    private long _limit = -1;
    private long _started;
    private bool _hasTrace;
    private Activity? _span;

    internal IncomingCall(WorkerSession session)
    {
        _session = session;
        Finish = () => _session.FinishCall(this);
    }

    /// <summary>Cancelled when the caller cancels the call.</summary>
    /// <remarks>Made on first use, so that methods without a token cost nothing.</remarks>
    public CancellationToken CancellationToken
    {
        get
        {
            lock (_gate)
            {
                _cancellation ??= new CancellationTokenSource();
                if (_cancelRequested)
                {
                    _cancellation.Cancel();
                }

                return _cancellation.Token;
            }
        }
    }

    internal long Id { get; private set; }

    /// <summary>When the host will cancel the call, or <c>null</c> when it has no time limit.</summary>
    internal DateTimeOffset? Deadline
        => _limit < 0 ? null : TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(_limit) - Stopwatch.GetElapsedTime(_started);

    internal int Method { get; private set; }

    /// <summary>The running method, once it has turned out not to complete synchronously.</summary>
    internal ValueTask Running { get; set; }

    /// <summary>The continuation of <see cref="Running"/>; one delegate for the life of the object.</summary>
    internal Action Finish { get; }

    /// <summary>Decodes the arguments. Called once.</summary>
    /// <typeparam name="TArgs">The emitted struct of the arguments.</typeparam>
    /// <returns>The arguments.</returns>
    public TArgs ReadArguments<TArgs>()
        where TArgs : struct, IPayload<TArgs>
    {
        using PayloadBuffer arguments = _arguments ?? throw new InvalidOperationException("The arguments were read already.");
        _arguments = null;
        var reader = new PayloadReader(arguments, _session.Payloads);
        if (_hasTrace)
        {
            // Here, in the method's own flow, the span becomes its current one.
            _span = CallSpan.Start(_session.Contract, Method, ref reader);
        }

        TArgs args = TArgs.Read(ref reader);
        reader.ExpectEnd();
        return args;
    }

    /// <summary>Hands over the result. Called at most once, and not at all by methods that return nothing.</summary>
    /// <typeparam name="TPayload">The emitted struct of the result.</typeparam>
    /// <param name="result">The result.</param>
    public void Return<TPayload>(in TPayload result)
        where TPayload : struct, IPayload<TPayload>
    {
        PayloadBuffer buffer = _result ??= PayloadBuffer.Rent();
        var writer = new PayloadWriter(buffer, _session.Payloads);
        result.Write(ref writer);
        writer.Complete();
    }

    void IThreadPoolWorkItem.Execute() => _session.RunCall(this);

    /// <param name="id">The call.</param>
    /// <param name="method">The index of the method.</param>
    /// <param name="arguments">What came with it.</param>
    /// <param name="hasTrace">Whether the caller's span stands before the arguments.</param>
    internal void Begin(long id, int method, PayloadBuffer arguments, bool hasTrace = false)
    {
        Method = method;
        _hasTrace = hasTrace;
        _arguments = arguments;
        long[] limits = _session.Limits;
        _limit = method < limits.Length ? limits[method] : -1;
        _started = _limit < 0 ? 0 : Stopwatch.GetTimestamp();
        lock (_gate)
        {
            Id = id;
        }
    }

    /// <summary>The result, made empty for a method that has none.</summary>
    internal PayloadBuffer Result => _result ??= PayloadBuffer.Rent();

    /// <summary>Cancels the call's token, if the object still serves that call. User callbacks run here: never on a thread that reads a channel.</summary>
    internal void Cancel(long id)
    {
        CancellationTokenSource? source;
        lock (_gate)
        {
            if (Id != id)
            {
                return;
            }

            _cancelRequested = true;
            source = _cancellation;
        }

        source?.Cancel();
    }

    /// <summary>Ends the span of the method's run, before the answer is sent: whoever has the answer finds the span.</summary>
    internal void EndSpan(Exception? error)
    {
        CallSpan.End(_span, error);
        _span = null;
    }

    /// <summary>Frees what the call held and makes the object ready for the next one.</summary>
    internal void End()
    {
        Running = default;
        _arguments?.Dispose();
        _arguments = null;
        _result?.Dispose();
        _result = null;
        lock (_gate)
        {
            // Never reused: code that outlives the call may still hold its token.
            _cancellation = null;
            _cancelRequested = false;
            Id = 0;
        }
    }
}
