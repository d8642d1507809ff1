using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>
/// Reads a data channel by a thread of its own, at a time when no session does: before a worker is ready, and while it ends.
/// </summary>
/// <remarks>Runs nothing: what it takes is an answer, or a request that is answered without user code.</remarks>
internal sealed class LoneReader
{
    private readonly FrameChannel _data;
    private readonly Action<Frame> _take;
    private readonly Action<ProtocolViolationException?> _ended;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="data">The channel.</param>
    /// <param name="take">Takes a frame.</param>
    /// <param name="ended">Told when the channel has ended, or why it cannot be read on.</param>
    public LoneReader(FrameChannel data, Action<Frame> take, Action<ProtocolViolationException?> ended)
    {
        _data = data;
        _take = take;
        _ended = ended;
        _thread = new Thread(Run, 256 << 10) { IsBackground = true, Name = "OutProc lone reader" };
    }

    public void Start() => _thread.UnsafeStart();

    /// <summary>Returns when the thread reads no more.</summary>
    public void Stop()
    {
        _stopping = true;
        _data.Wake();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                switch (_data.Read(out Frame frame))
                {
                    case ReadStatus.Closed:
                        _ended(null);
                        return;
                    case ReadStatus.Frame:
                        _take(frame);
                        break;
                }
            }
        }
        catch (ProtocolViolationException violation)
        {
            _ended(violation);
        }
    }
}
