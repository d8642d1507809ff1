using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Serialization;
using OutProc.Transport;
using OutProc.Workers;

namespace OutProc.Tests.Support;

/// <summary>A worker on a thread of the test process, over real channels. Killing it looks to the host like the death of a process.</summary>
internal sealed class LoopbackEndpoint : WorkerEndpoint, IWorkerSessionOwner
{
    private const int MaxPayload = 1 << 20;

    private readonly FrameChannel[] _channels;
    private readonly WorkerSession _session;
    private readonly Thread _loop;
    private readonly TaskCompletionSource<WorkerExitInfo> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CrashCause _cause = CrashCause.Exited;
    private int _ended;

    public LoopbackEndpoint(
        ProbeDispatcher probe,
        ChannelKind channels,
        WorkerConcurrency concurrency,
        CallOptions? calls = null,
        int workerId = 1,
        int generation = 1,
        IHostRequestHandler? requests = null)
    {
        Probe = probe;
        WorkerId = workerId;
        Generation = generation;
        Concurrency = concurrency;
        (FrameChannel hostData, FrameChannel workerData) = ChannelPair.Create(channels, MaxPayload);
        (FrameChannel hostControl, FrameChannel workerControl) = ChannelPair.Create(
            channels == ChannelKind.SharedMemory ? ChannelKind.Socket : channels, MaxPayload);
        _channels = [hostData, workerData, hostControl, workerControl];
        Connection = new HostConnection(
            hostData, hostControl, [0, 1, 2, 3, 4], concurrency, calls ?? new CallOptions(), $"Probe #{workerId}", Kill);
        if (requests is not null)
        {
            Connection.Serve(new HostRequestServer(hostData, requests, MaxPayload));
            Connection.ExpectRequests();
        }

        Requests = new HostRequests(workerData);
        _session = new WorkerSession(
            workerData, workerControl, probe, concurrency, ProbeDispatcher.Methods.Length, PayloadOptions.Default, this)
        {
            Requests = Requests,
        };
        _loop = new Thread(() =>
        {
            _session.Run();
            End();
        })
        { IsBackground = true };
        _loop.Start();
    }

    public ProbeDispatcher Probe { get; }

    /// <summary>What the worker asks of its host.</summary>
    public HostRequests Requests { get; }

    /// <summary>The worker's own end of the data channel, to misbehave with.</summary>
    public FrameChannel WorkerData => _channels[1];

    public override int WorkerId { get; }

    public override int Generation { get; }

    public override int ProcessId => Environment.ProcessId;

    public override WorkerConcurrency Concurrency { get; }

    public override HostConnection Connection { get; }

    public override Task<WorkerExitInfo> Exited => _exited.Task;

    public override void Kill(CrashCause cause)
    {
        _cause = cause;
        WorkerData.Close();
        End();
    }

    public override async ValueTask StopAsync(TimeSpan grace)
    {
        _channels[2].Send(new OutProc.Protocol.FrameHeader(OutProc.Protocol.FrameKind.Shutdown, 0), default);
        try
        {
            await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            Kill(CrashCause.Stopped);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Kill(CrashCause.Stopped);
        await Exited;
    }

    void IWorkerSessionOwner.OnStopRequested() => _cause = CrashCause.Stopped;

    void IWorkerSessionOwner.OnHostLost()
    {
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            var exit = new WorkerExitInfo { ProcessId = ProcessId, Signal = 9 };
            Connection.OnWorkerExited(exit, _cause);
            _exited.TrySetResult(exit);
        }
    }
}
