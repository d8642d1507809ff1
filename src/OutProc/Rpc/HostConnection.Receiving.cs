using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>Receives answers: as a caller, as the receiver thread, or in a run of the pump.</summary>
internal sealed partial class HostConnection
{
    int IFrameSource.ReadBatch()
    {
        int read = 0;
        while (read < BatchSize && ReadAvailable(0, out long answered) && answered != 0)
        {
            read++;
        }

        Deliver();
        return read;
    }

    void IFrameSource.ReleaseReader() => ReleaseReader(0);

    private void Poll(long id)
    {
        if (!_spin.TryBegin(_data.PeerCpu, out long end))
        {
            return;
        }

        long received = _data.BytesReceived;
        do
        {
            for (int i = 0; i < SpinPolicy.LooksPerTick; i++)
            {
                if (!ReadAvailable(id, out long answered))
                {
                    return;
                }

                if (answered == id)
                {
                    _spin.Succeed();
                    return;
                }

                SpinPolicy.Pause();
            }
        }
        while (Stopwatch.GetTimestamp() < end || _spin.TryExtend(_data.BytesReceived, ref received, ref end));

        _spin.Fail();
    }

    /// <summary>Reads one frame if there is one. The caller holds the reader role.</summary>
    /// <param name="ownCall">The call of the caller, which is completed at once: nobody awaits it yet. 0 for none.</param>
    /// <param name="answered">The call that was answered, or 0 when nothing had arrived.</param>
    /// <returns><c>false</c> when the channel can no longer be read.</returns>
    private bool ReadAvailable(long ownCall, out long answered)
    {
        answered = 0;
        if (_unreadable)
        {
            return false;
        }

        try
        {
            ReadStatus status = _data.TryRead(out Frame frame);
            if (status == ReadStatus.Frame)
            {
                answered = Complete(frame, ownCall);
            }

            _unreadable = status == ReadStatus.Closed;
        }
        catch (ProtocolViolationException violation)
        {
            Reject(violation);
        }

        return !_unreadable;
    }

    private void ReleaseReader(long ownCall)
    {
        do
        {
            Deliver();
        }
        while (!_data.TryExitRead(_calls.Count > 0 || _exit is not null) && ReadAvailable(ownCall, out _));

        _pump.Start();
    }

    private void Receive()
    {
        while (true)
        {
            _data.EnterRead(_calls.Count > 0);
            int read = ((IFrameSource)this).ReadBatch();
            if (_unreadable)
            {
                // Nothing more can come but the end of the process. One that closed its channel and lives would leave its calls waiting.
                if (!_exited.Wait(s_closedLimit))
                {
                    Reject(new ProtocolViolationException("a closed data channel, from a worker that lives on"));
                    _exited.Wait();
                }
            }

            if (_exit is { } exit)
            {
                End(exit);
                return;
            }

            if (read > 1 || _pump.IsBusy)
            {
                _pump.Watch();
                if (_calls.Count > 0)
                {
                    _data.Expect();
                }
            }
            else
            {
                ReleaseReader(0);
            }
        }
    }

    /// <returns>The call that was answered; -1 for a frame that answers none.</returns>
    private long Complete(in Frame frame, long ownCall)
    {
        FrameHeader header = frame.Header;
        if (header.Kind == FrameKind.Grant)
        {
            frame.Payload.Dispose();
            _data.Grant(header.CallId);
            return -1;
        }

        if (header.Kind == FrameKind.HostRequest && _requests is { } requests)
        {
            requests.Serve(frame);
            return -1;
        }

        if (header.Kind is not (FrameKind.Result or FrameKind.Error))
        {
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"a {header.Kind} frame on the data channel of the host");
        }

        if (_calls.Take(header.CallId) is not { } call)
        {
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"an answer to call {header.CallId}, which is not under way");
        }

        if (call.Message is { } message && !_data.IsSent(message))
        {
            // Its memory is still being read: it ends with the worker. The table closes on this thread or after it, so it takes the call back.
            _calls.TryAdd(call);
            frame.Payload.Dispose();
            throw new ProtocolViolationException($"an answer to call {header.CallId}, of which it cannot have all");
        }

        Interlocked.Decrement(ref s_callsUnderWay);
        call.SetAnswer(frame.Payload, header.Kind == FrameKind.Error ? _worker : null);
        _undelivered++;
        if (header.CallId == ownCall)
        {
            call.Complete();
        }
        else
        {
            _pump.Add(call);
        }

        return header.CallId;
    }

    /// <summary>Passes on what was read since the last time. The caller holds the reader role.</summary>
    private void Deliver()
    {
        int ended = _undelivered;
        if (ended == 0)
        {
            return;
        }

        // First of all the worker gets more to do, if calls wait for it: all of it for one wake-up.
        _undelivered = 0;
        _data.HoldWakes();
        _owner!.OnCallsEnded(this, ended);
        _data.ReleaseWakes();
    }

    private void Reject(ProtocolViolationException violation)
    {
        _unreadable = true;
        Violation ??= violation.Message;
        _kill(CrashCause.ProtocolViolation);
    }
}
