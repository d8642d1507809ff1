using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>What a worker has asked of its host and was not answered yet.</summary>
/// <remarks>
/// Usable for the whole life of the worker. While calls are served, whoever reads the channel hands the answers over; before and after, a
/// thread of its
/// own does, from the first request on. Whoever waits goes on on the thread pool, so answers may be handed over by any reader.
/// </remarks>
#pragma warning disable CA1001 // The semaphore makes no wait handle, and those who wait for it may outlive everything: it is left to the collector.
internal sealed class HostRequests : IHostLink
#pragma warning restore CA1001
{
    private readonly FrameChannel _data;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, TaskCompletionSource<PayloadBuffer>> _waiting = [];
    private readonly SemaphoreSlim _room = new(ProtocolConstants.MaxHostRequests);
    private LoneReader? _reader;
    private long _lastId;
    private bool _isServed;
    private bool _closed;

    /// <param name="data">The worker's end of the data channel.</param>
    public HostRequests(FrameChannel data) => _data = data;

    public async ValueTask<PayloadBuffer> RequestAsync(PayloadBuffer request, CancellationToken cancellationToken)
    {
        using (request)
        {
            await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
            var answer = new TaskCompletionSource<PayloadBuffer>(TaskCreationOptions.RunContinuationsAsynchronously);
            long id = Add(answer);

            // Waits for room in the channel at most: the host always reads.
            if (id == 0 || !_data.SendPayloadBlocking(new FrameHeader(FrameKind.HostRequest, request.Length, CallId: id), request))
            {
                if (id == 0 || Take(id) is not null)
                {
                    _room.Release();
                }

                throw HostIsGone();
            }

            // The answer still comes; it is dropped then.
            using (cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource<PayloadBuffer>)state!).TrySetCanceled(token), answer))
            {
                return await answer.Task.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Hands an answer over. Called by whoever reads the channel.</summary>
    public void Complete(in Frame reply)
    {
        TaskCompletionSource<PayloadBuffer>? answer = Take(reply.Header.CallId);
        if (answer is not null)
        {
            _room.Release();
        }

        if (answer is null || !answer.TrySetResult(reply.Payload))
        {
            reply.Payload.Dispose();
        }
    }

    /// <summary>From now on somebody else reads the channel.</summary>
    public void BeginSession()
    {
        LoneReader? reader;
        lock (_lock)
        {
            _isServed = true;
            reader = _reader;
            _reader = null;
        }

        reader?.Stop();
    }

    /// <summary>From now on nobody else reads the channel, and nobody has the reader role but the caller, for good.</summary>
    public void EndSession()
    {
        lock (_lock)
        {
            _isServed = false;
            if (_waiting.Count > 0)
            {
                EnsureRead();
            }
        }
    }

    /// <summary>The host is gone: whoever waits is told.</summary>
    public void Close()
    {
        List<TaskCompletionSource<PayloadBuffer>> left;
        lock (_lock)
        {
            _closed = true;
            left = [.. _waiting.Values];
            _waiting.Clear();
            _data.ExpectUrgent(-left.Count);
        }

        foreach (TaskCompletionSource<PayloadBuffer> answer in left)
        {
            _room.Release();
            answer.TrySetException(HostIsGone());
        }
    }

    private static SharedResourceException HostIsGone()
        => new("The host of this worker is gone, or has ended the worker. What was asked of it may have been done, or not.");

    /// <returns>The id of the request, or 0 when the host is gone.</returns>
    private long Add(TaskCompletionSource<PayloadBuffer> answer)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return 0;
            }

            _waiting.Add(++_lastId, answer);
            _data.ExpectUrgent(1);
            if (!_isServed)
            {
                EnsureRead();
            }

            return _lastId;
        }
    }

    private TaskCompletionSource<PayloadBuffer>? Take(long id)
    {
        lock (_lock)
        {
            if (_waiting.Remove(id, out TaskCompletionSource<PayloadBuffer>? answer))
            {
                _data.ExpectUrgent(-1);
            }

            return answer;
        }
    }

    private void EnsureRead()
    {
        if (_reader is null)
        {
            _reader = new LoneReader(_data, Accept, _ => Close());
            _reader.Start();
        }
    }

    private void Accept(Frame frame)
    {
        if (frame.Header.Kind == FrameKind.HostReply)
        {
            Complete(frame);
        }
        else
        {
            // A call that came too late: it was not started, and the host knows that.
            frame.Payload.Dispose();
        }
    }
}
