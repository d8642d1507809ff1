using System.Collections.Concurrent;
using OutProc.CompilerServices;

namespace OutProc.Tests.Support;

/// <summary>A worker whose methods the test steers: it can hold calls, fail them and see what ran.</summary>
internal sealed class ProbeDispatcher : IWorkerDispatcher
{
    public const int Echo = 0;
    public const int EchoWhenReleased = 1;
    public const int Throw = 2;
    public const int UntilCancelled = 3;
    public const int BlockUntilReleased = 4;

    public static readonly MethodDescriptor[] Methods =
    [
        new(Echo, 100, "Echo", 0, "", MethodOptions.None),
        new(EchoWhenReleased, 101, "EchoWhenReleased", 0, "", MethodOptions.None),
        new(Throw, 102, "Throw", 0, "", MethodOptions.None),
        new(UntilCancelled, 103, "UntilCancelled", 0, "", MethodOptions.None),
        new(BlockUntilReleased, 104, "BlockUntilReleased", 0, "", MethodOptions.Idempotent),
    ];

    private static readonly AsyncLocal<int> s_local = new();

    private int _running;

    public object Instance => this;

    /// <summary>The argument of every call that was started, in order.</summary>
    public ConcurrentQueue<int> Started { get; } = new();

    /// <summary>The ids of those calls.</summary>
    public ConcurrentQueue<long> CallIds { get; } = new();

    /// <summary>What each <see cref="Echo"/> found: the async-local value of an earlier call, and whether it had a synchronization context.</summary>
    public ConcurrentQueue<(int Local, bool HasContext)> SeenContexts { get; } = new();

    public SemaphoreSlim StartedSignal { get; } = new(0);

    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The most calls that ran at the same time.</summary>
    public int MaxRunning { get; private set; }

    public ValueTask DispatchAsync(int method, IncomingCall call)
    {
        int argument = call.ReadArguments<IntPayload>().Value;
        CallIds.Enqueue(call.Id);
        Started.Enqueue(argument);
        lock (Started)
        {
            MaxRunning = Math.Max(MaxRunning, ++_running);
        }

        StartedSignal.Release();
        switch (method)
        {
            case Echo:
                SeenContexts.Enqueue((s_local.Value, SynchronizationContext.Current is not null));
                s_local.Value = argument;
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                End(call, argument);
                return default;
            case EchoWhenReleased:
                return EchoLaterAsync(call, argument);
            case Throw:
                Leave();
                throw new InvalidOperationException($"argument {argument}");
            case UntilCancelled:
                return UntilCancelledAsync(call);
            default:
                Release.Task.Wait();
                End(call, argument);
                return default;
        }
    }

    private async ValueTask EchoLaterAsync(IncomingCall call, int argument)
    {
        await Release.Task;
        End(call, argument);
    }

    private async ValueTask UntilCancelledAsync(IncomingCall call)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    private void End(IncomingCall call, int argument)
    {
        Leave();
        call.Return(new IntPayload(argument));
    }

    private void Leave()
    {
        lock (Started)
        {
            _running--;
        }
    }
}
