using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Shared;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>All descriptors of a worker that is being started. The ends for the worker are closed in this process when it has its own.</summary>
internal sealed class WorkerStreams : IDisposable
{
    private readonly List<FileDescriptor> _forWorker = [];
    private readonly List<FileDescriptor> _forHost = [];
    private FileDescriptor _outputReader = null!;
    private FileDescriptor _errorReader = null!;
    private ProcessMonitor _monitor = null!;
    private SocketChannel? _control;
    private DataChannel? _data;
    private bool _handedOver;

    public FileDescriptor OutputWriter { get; private set; } = null!;

    public FileDescriptor ErrorWriter { get; private set; } = null!;

    public UnixSocket ControlForWorker { get; private set; } = null!;

    /// <summary>The bytes each ring of the data channel holds; 0 when it is a socket.</summary>
    public int RingCapacity => _data!.Value.RingCapacity;

    /// <summary>Why sockets were taken in place of shared memory, if they were.</summary>
    public NativeException? MemoryRefusal { get; private set; }

    /// <summary>Makes everything that can fail, so that a process that was started is always watched.</summary>
    /// <exception cref="NativeException">This process, or the machine, has no descriptor left.</exception>
    public void Open(WorkerTransport transport, CallOptions calls)
    {
        _monitor = ProcessMonitor.Shared;
        (_outputReader, OutputWriter) = Keep(Pipe.Create());
        (_errorReader, ErrorWriter) = Keep(Pipe.Create());
        (UnixSocket control, ControlForWorker) = Keep(UnixSocket.CreatePair());
        _control = new SocketChannel(control, ProtocolConstants.MaxControlPayload, acceptDescriptors: true);
        _data = DataChannel.Create(transport, calls.MaxMessageBytes, calls.SpinBudget, out NativeException? refusal);
        MemoryRefusal = refusal;
    }

    /// <summary>Makes the endpoint, which owns the host's ends from now on.</summary>
    public WorkerProcessEndpoint HandOver(
        WorkerStartRequest request,
        WelcomeMessage welcome,
        string name,
        SpawnedProcess spawned,
        WorkerOutputLog log,
        string? temporaryFolder,
        SharedMember? member)
    {
        var tail = new TailBuffer();
        var process = new ChildProcess(
            spawned,
            request,
            _monitor,
            _control!,
            new OutputPipe(_outputReader, log.OnOutput, null),
            new OutputPipe(_errorReader, log.OnError, tail),
            tail,
            temporaryFolder);

        _handedOver = true;
        return new WorkerProcessEndpoint(request, welcome, name, process, _control!, _data!.Value, member);
    }

    public void Dispose()
    {
        foreach (FileDescriptor descriptor in _forWorker)
        {
            descriptor.Dispose();
        }

        if (!_handedOver)
        {
            _control?.Dispose();
            _data?.Host.Dispose();
            _data?.ForWorker.Dispose();
            foreach (FileDescriptor descriptor in _forHost)
            {
                descriptor.Dispose();
            }
        }
    }

    private (T ForHost, T ForWorker) Keep<T>((T ForHost, T ForWorker) pair)
        where T : FileDescriptor
    {
        _forHost.Add(pair.ForHost);
        _forWorker.Add(pair.ForWorker);
        return pair;
    }
}
