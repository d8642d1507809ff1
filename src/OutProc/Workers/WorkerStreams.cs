using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>All descriptors of a worker that is being started. The ends for the worker are closed in this process when it has its own.</summary>
internal sealed class WorkerStreams : IDisposable
{
    private readonly List<FileDescriptor> _forWorker = [];
    private readonly List<FileDescriptor> _forHost = [];
    private FileDescriptor _outputReader = null!;
    private FileDescriptor _errorReader = null!;
    private UnixSocket _control = null!;
    private UnixSocket _data = null!;
    private UnixSocket _dataForWorker = null!;

    public FileDescriptor OutputWriter { get; private set; } = null!;

    public FileDescriptor ErrorWriter { get; private set; } = null!;

    public UnixSocket ControlForWorker { get; private set; } = null!;

    /// <exception cref="NativeException">This process, or the machine, has no descriptor left.</exception>
    public void Open()
    {
        (_outputReader, OutputWriter) = Keep(Pipe.Create());
        (_errorReader, ErrorWriter) = Keep(Pipe.Create());
        (_control, ControlForWorker) = Keep(UnixSocket.CreatePair());
        (_data, _dataForWorker) = Keep(UnixSocket.CreatePair());
    }

    /// <summary>Makes the endpoint, which owns the host's ends from now on.</summary>
    public WorkerProcessEndpoint HandOver(
        WorkerStartRequest request, string name, SpawnedProcess spawned, WorkerOutputLog log, string? temporaryFolder)
    {
        var control = new SocketChannel(_control, ProtocolConstants.MaxControlPayload);
        var data = new SocketChannel(_data, request.Calls.MaxMessageBytes);
        var tail = new TailBuffer();
        var process = new ChildProcess(
            spawned, control, new OutputPipe(_outputReader, log.OnOutput, null), new OutputPipe(_errorReader, log.OnError, tail), tail, temporaryFolder);

        // The worker's end of the data channel travels with the Welcome.
        _forWorker.Remove(_dataForWorker);
        _forHost.Clear();
        return new WorkerProcessEndpoint(request, name, process, control, data, _dataForWorker);
    }

    public void Dispose()
    {
        foreach (FileDescriptor descriptor in _forWorker)
        {
            descriptor.Dispose();
        }

        foreach (FileDescriptor descriptor in _forHost)
        {
            descriptor.Dispose();
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
