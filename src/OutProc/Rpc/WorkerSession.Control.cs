using System.Diagnostics;
using OutProc.CompilerServices;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>What the host says beside the calls: cancel, stop, are you there.</summary>
internal sealed partial class WorkerSession
{
    private void ReadControl()
    {
        bool stopRequested = false;
        try
        {
            while (_control.Read(out Frame frame) is var status && status != ReadStatus.Closed)
            {
                if (status == ReadStatus.Empty)
                {
                    continue;
                }

                if (frame.Header.Kind is FrameKind.SharedEntry or FrameKind.Descriptor)
                {
                    _owner.OnShared(frame);
                    continue;
                }

                frame.Payload.Dispose();
                switch (frame.Header.Kind)
                {
                    case FrameKind.Cancel:
                        Cancel(frame.Header.CallId);
                        break;
                    case FrameKind.Heartbeat:
                        _control.Send(new FrameHeader(FrameKind.HeartbeatAnswer, 0), default);
                        break;
                    case FrameKind.Shutdown when !stopRequested:
                        stopRequested = true;
                        Stop();
                        break;
                }
            }
        }
        catch (ProtocolViolationException)
        {
            // Falls through: a host that does not speak the protocol counts as gone.
        }

        if (!stopRequested)
        {
            Stop();
            Requests?.Close();
            _owner.OnHostLost();
        }
    }

    private void Stop()
    {
        _stopping = true;
        ThreadPool.UnsafeQueueUserWorkItem(static owner => owner.OnStopRequested(), _owner, preferLocal: false);

        // Not the end of reading: what runs on may still ask the host for something.
        _data.Wake();
    }

    /// <summary>Tells the host when a debugger comes or goes. Looked at where a clock of the host starts: there is no event for it.</summary>
    private void ReportDebugger()
    {
        bool attached = Debugger.IsAttached;
        if (attached != Volatile.Read(ref _debugged) && Interlocked.Exchange(ref _debugged, attached) != attached)
        {
            _control.SendBlocking(new FrameHeader(FrameKind.Debugger, 0, attached ? (ushort)1 : (ushort)0), default);
        }
    }

    private void Cancel(long id)
    {
        ReportDebugger();
        IncomingCall? call;
        lock (_activeLock)
        {
            if (!_active.TryGetValue(id, out call))
            {
                _cancelledUnseen.Add(id);
                return;
            }
        }

        // Registrations on the token are user code, which must not hold up the next control frame.
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.call.Cancel(state.id), (call, id), preferLocal: false);
    }
}
