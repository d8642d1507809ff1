using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>One worker process, from its start to the release of its process id.</summary>
/// <remarks>
/// <see cref="Kill"/>, <see cref="Exited"/> and the properties are for any thread; what the monitor calls runs on the monitor's thread only. The
/// control channel must not be disposed before <see cref="Exited"/> has completed.
/// </remarks>
internal sealed class ChildProcess
{
    /// <summary>How many entries of the monitor's poll list a process takes.</summary>
    public const int PollEntries = 5;

    /// <summary>How long a process may live on after it closed its control channel; a process that ends closes it just before.</summary>
    private const int OrphanGraceMilliseconds = 1000;

    private const int NoCause = -1;
    private const int MaxFramesPerRound = 64;
    private const int MaxReadsPerRound = 4;
    private const int MaxFramesAtExit = 1 << 16;
    private const int MaxReadsAtExit = 64;

    private readonly ProcessDescriptor? _descriptor;
    private readonly WorkerStartRequest _request;
    private readonly ProcessMonitor _monitor;
    private readonly MemoryShortage _shortage = MemoryShortage.Watch();
    private readonly SocketChannel _control;
    private readonly OutputPipe _output;
    private readonly OutputPipe _error;
    private readonly TailBuffer _errorTail;
    private readonly string? _temporaryFolder;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource<WorkerExitInfo> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChildProcessSink? _sink;
    private int _cause = NoCause;
    private bool _controlEnded;
    private bool _processEnded;
    private bool _moreFrames;
    private bool _hasBacklog;
    private bool _saidGoodbye;
    private long _killAt = long.MaxValue;

    public ChildProcess(
        SpawnedProcess spawned,
        WorkerStartRequest request,
        ProcessMonitor monitor,
        SocketChannel control,
        OutputPipe output,
        OutputPipe error,
        TailBuffer errorTail,
        string? temporaryFolder)
    {
        _request = request;
        _monitor = monitor;
        ProcessId = spawned.ProcessId;
        _descriptor = spawned.Descriptor;
        _control = control;
        _output = output;
        _error = error;
        _errorTail = errorTail;
        _temporaryFolder = temporaryFolder;
    }

    public int ProcessId { get; }

    /// <summary>Completes when the process has ended, its sink was told and its id was released. Never faults.</summary>
    public Task<WorkerExitInfo> Exited => _exited.Task;

    /// <summary>What the process has written to standard error so far, at most the last 8 KiB.</summary>
    public string StderrTail => _errorTail.ToString();

    /// <summary>Ends the process at once. The first cause given is the one that is reported.</summary>
    public void Kill(CrashCause cause)
    {
        ExpectEnd(cause);
        _descriptor?.Kill();
    }

    /// <summary>Asks the process to end, by signal.</summary>
    public void Terminate()
    {
        ExpectEnd(CrashCause.Stopped);
        _descriptor?.Terminate();
    }

    /// <summary>Says why the process is going to end, without ending it.</summary>
    public void ExpectEnd(CrashCause cause) => Interlocked.CompareExchange(ref _cause, (int)cause, NoCause);

    /// <summary>Hands the process to the monitor. Called once.</summary>
    public void Watch(IChildProcessSink sink)
    {
        _sink = sink;
        _monitor.Add(this);
    }

    /// <summary>When the monitor must look again though nothing has happened, in ticks of <see cref="Environment.TickCount64"/>.</summary>
    internal long Deadline => _moreFrames || (_descriptor is null && !_processEnded) ? 0 : _killAt;

    /// <summary>Whether nothing is left to watch.</summary>
    internal bool IsDone => _processEnded && _output.HasEnded && _error.HasEnded;

    internal void Fill(Span<PollFd> entries)
    {
        bool live = !_controlEnded;
        entries[0] = Entry(_processEnded || _descriptor is null ? -1 : _descriptor.Number, PollEvents.Readable);
        entries[1] = Entry(
            live ? _control.Socket.Number : -1, _hasBacklog ? PollEvents.Readable | PollEvents.Writable : PollEvents.Readable);
        entries[2] = Entry(live ? _control.WakeEvent.Number : -1, PollEvents.Readable);
        entries[3] = Entry(_output.Descriptor, PollEvents.Readable);
        entries[4] = Entry(_error.Descriptor, PollEvents.Readable);
    }

    /// <summary>Deals with what has happened.</summary>
    /// <param name="entries">The entries of <see cref="Fill"/>, after the poll.</param>
    /// <param name="now">The current <see cref="Environment.TickCount64"/>.</param>
    /// <param name="buffer">Memory to read into.</param>
    internal void Advance(ReadOnlySpan<PollFd> entries, long now, Span<byte> buffer)
    {
        Drain(_output, entries[3], buffer);
        Drain(_error, entries[4], buffer);
        if (entries[2].Returned != PollEvents.None)
        {
            _control.WakeEvent.Reset();
            _hasBacklog = !_control.TryFlush();
        }

        if (entries[1].Returned != PollEvents.None || _moreFrames)
        {
            if (_hasBacklog)
            {
                _hasBacklog = !_control.TryFlush();
            }

            ReadFrames(MaxFramesPerRound);
            if (_controlEnded && !_processEnded)
            {
                _killAt = now + OrphanGraceMilliseconds;
            }
        }

        if (!_processEnded && (entries[0].Returned != PollEvents.None || _descriptor is null))
        {
            TryConclude(buffer);
        }

        if (now >= _killAt)
        {
            // It lives without a control channel: nobody could stop it any more.
            _killAt = long.MaxValue;
            Kill(CrashCause.ProtocolViolation);
            _sink!.OnViolation(_saidGoodbye ? "a Goodbye that nobody had asked for, but lived on," : "the end of its control channel, but lived on,");
        }
    }

    private static PollFd Entry(int descriptor, PollEvents events) => new() { Descriptor = descriptor, Requested = events };

    private static void Drain(OutputPipe pipe, in PollFd entry, Span<byte> buffer)
    {
        if (entry.Returned != PollEvents.None)
        {
            pipe.Drain(buffer, MaxReadsPerRound);
        }
    }

    private void ReadFrames(int limit)
    {
        _moreFrames = false;
        try
        {
            for (int i = 0; i < limit && !_controlEnded; i++)
            {
                switch (_control.TryRead(out Frame frame))
                {
                    case ReadStatus.Empty:
                        return;
                    case ReadStatus.Closed:
                        _controlEnded = true;
                        return;
                    default:
                        Accept(frame);
                        break;
                }
            }

            _moreFrames = !_controlEnded;
        }
        catch (ProtocolViolationException violation)
        {
            // What follows garbage is garbage.
            _controlEnded = true;
            Kill(CrashCause.ProtocolViolation);
            _sink!.OnViolation(violation.Message);
        }
    }

    private void Accept(in Frame frame)
    {
        if (frame.Header.Kind == FrameKind.Goodbye)
        {
            frame.Payload.Dispose();
            _saidGoodbye = true;
            if (Volatile.Read(ref _cause) == NoCause)
            {
                // Nobody has asked it to go, so nobody waits for its end with a bound.
                _killAt = Math.Min(_killAt, Environment.TickCount64 + OrphanGraceMilliseconds);
            }
        }
        else
        {
            _sink!.OnControlFrame(frame);
        }
    }

    private void TryConclude(Span<byte> buffer)
    {
        ExitStatus status = default;
        if (_descriptor?.TryGetExit(reap: false, out status) == false)
        {
            return;
        }

        // What the process sent before its end is still in the pipes and the socket. Whoever inherited the pipes may write on for ever, so the
        // amount is bounded; the streams stay watched until they end.
        _output.Drain(buffer, MaxReadsAtExit);
        _error.Drain(buffer, MaxReadsAtExit);
        ReadFrames(MaxFramesAtExit);

        _controlEnded = true;
        _moreFrames = false;
        _processEnded = true;
        _killAt = long.MaxValue;
        var exit = new WorkerExitInfo
        {
            ProcessId = ProcessId,
            ExitCode = status.Code,
            Signal = status.Signal,
            CleanGoodbye = _saidGoodbye,
            Generation = _request.Generation,
            Uptime = Stopwatch.GetElapsedTime(_started),
            StderrTail = StderrTail,
            DumpPath = CrashDump.Find(_request.Launch.DumpFolder, ProcessId),
        };
        int cause = Volatile.Read(ref _cause);
        try
        {
            bool isLimited = _request.Launch.Limits is { DataBytes: not null } or { GcHeapHardLimit: not null };
            _sink!.OnExited(
                exit, cause != NoCause ? (CrashCause)cause : _shortage.Explains(exit, isLimited) ? CrashCause.OutOfMemory : CrashCause.Exited);
        }
        finally
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.process.Release(state.exit), (process: this, exit), preferLocal: false);
        }
    }

    private void Release(WorkerExitInfo exit)
    {
        if (_descriptor is not null)
        {
            if (exit.Signal is not null)
            {
                // A process that ended by itself has removed them.
                DiagnosticFiles.Remove(ProcessId, _temporaryFolder);
            }

            if (_request.Launch.KillProcessGroup && (exit.Signal ?? exit.ExitCode) is not null)
            {
                // Not reaped yet, so the number of the group cannot be another's.
                ProcessDescriptor.KillGroup(ProcessId);
            }

            _descriptor.TryGetExit(reap: true, out _);
            _descriptor.Dispose();
        }

        _exited.SetResult(exit);
    }
}
