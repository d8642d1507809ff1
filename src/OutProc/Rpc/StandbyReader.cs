using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>
/// The thread of a worker that reads urgent frames while the loop runs a method, which may be waiting for one. It sleeps until the host sends one, and
/// runs nothing: calls that it finds on the way wait for the loop.
/// </summary>
/// <remarks>
/// The loop gives the reader role up before it runs a method and takes it back after; that is all a call pays. If the standby reads at that moment,
/// the loop waits for the end of its batch.
/// </remarks>
internal sealed class StandbyReader
{
    /// <summary>How many frames are read before the role goes back to a loop that may be waiting for it.</summary>
    private const int BatchSize = 64;

    private readonly FrameChannel _data;
    private readonly Action<Frame> _keep;
    private readonly Action _onClosed;
    private readonly Thread _thread;
    private volatile ProtocolViolationException? _violation;

    /// <param name="data">The channel.</param>
    /// <param name="keep">Takes a frame that is the loop's; does not run it. May throw <see cref="ProtocolViolationException"/>.</param>
    /// <param name="onClosed">Told when nothing more can come.</param>
    public StandbyReader(FrameChannel data, Action<Frame> keep, Action onClosed)
    {
        _data = data;
        _keep = keep;
        _onClosed = onClosed;
        _thread = new Thread(Run, 256 << 10) { IsBackground = true, Name = "OutProc standby" };
    }

    public void Start() => _thread.UnsafeStart();

    /// <summary>For the loop, which has the reader role again: what the standby found wrong is the loop's to deal with.</summary>
    /// <exception cref="ProtocolViolationException">The host sent something that makes no sense.</exception>
    public void ThrowIfViolated()
    {
        if (_violation is { } violation)
        {
            throw violation;
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Stop()
    {
        _data.EndStandby();
        _thread.Join();
    }

    private void Run()
    {
        while (_data.AwaitUrgent())
        {
            var status = ReadStatus.Frame;
            try
            {
                for (int read = 0; read < BatchSize && (status = _data.TryRead(out Frame frame)) == ReadStatus.Frame; read++)
                {
                    _keep(frame);
                }
            }
            catch (ProtocolViolationException violation)
            {
                _violation = violation;
            }

            _data.LeaveStandby();
            if (status == ReadStatus.Closed)
            {
                _onClosed();
            }

            if (status == ReadStatus.Closed || _violation is not null)
            {
                return;
            }
        }
    }
}
