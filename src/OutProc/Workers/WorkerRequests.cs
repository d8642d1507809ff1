using OutProc.Protocol;
using OutProc.Rpc;
using OutProc.Shared;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>
/// Answers what a worker asks of its host, from its start on: its constructor may want to know something. Once the worker is ready, its
/// connection takes
/// over. Where there is nothing to ask, no thread waits for it.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class WorkerRequests
{
    private readonly HostRequestServer _server;
    private readonly LoneReader _reader;
    private readonly Lock _lock = new();
    private HostConnection? _connection;
    private bool _listens;
    private bool _ended;

    private WorkerRequests(HostRequestServer server, FrameChannel data, Action<string> reject)
    {
        _server = server;
        _reader = new LoneReader(data, Serve, violation =>
        {
            if (violation is not null)
            {
                reject(violation.Message);
            }
        });
    }

    /// <summary>Answers a worker that takes part in a set of shared resources.</summary>
    /// <param name="request">The start.</param>
    /// <param name="member">The worker's place in the set.</param>
    /// <param name="data">The host's end of the data channel.</param>
    /// <param name="reject">Kills a worker that asks for nonsense.</param>
    public static WorkerRequests Begin(WorkerStartRequest request, SharedMember member, FrameChannel data, Action<string> reject)
    {
        var requests = new WorkerRequests(new HostRequestServer(data, request.Shared.Requests, request.Calls.MaxMessageBytes), data, reject);
        member.WhenHosted(requests.Listen);
        return requests;
    }

    /// <summary>Leaves the answering to the connection of a worker that is ready. Before the connection is started.</summary>
    public void HandOver(HostConnection connection)
    {
        bool listens;
        lock (_lock)
        {
            _connection = connection;
            listens = _listens;
        }

        connection.Serve(_server);
        if (listens)
        {
            _reader.Stop();
            connection.ExpectRequests();
        }
    }

    /// <summary>Answers no more; for a worker that did not become ready. The channel may be freed then.</summary>
    public void End()
    {
        bool listens;
        lock (_lock)
        {
            _ended = true;
            listens = _listens;
        }

        if (listens)
        {
            _reader.Stop();
        }

        _server.Close();
    }

    /// <summary>There is something to ask. Called under the lock of the set.</summary>
    private void Listen()
    {
        lock (_lock)
        {
            if (_listens || _ended)
            {
                return;
            }

            _listens = true;
            if (_connection is { } connection)
            {
                connection.ExpectRequests();
            }
            else
            {
                _reader.Start();
            }
        }
    }

    private void Serve(Frame frame)
    {
        if (frame.Header.Kind != FrameKind.HostRequest)
        {
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"a {frame.Header.Kind} frame from a worker that is not ready");
        }

        _server.Serve(frame);
    }
}
