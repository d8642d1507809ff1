namespace OutProc.Transport;

/// <summary>
/// A channel whose waiting reader cannot be passed by: the receiver waits inside the reader role, and only while a frame is expected.
/// </summary>
internal abstract class ExclusiveReadChannel(int maxFrame) : FrameChannel(maxFrame)
{
    private readonly ReaderRole _role = new();
    private readonly AutoResetEvent _expected = new(false);

    public sealed override bool TryEnterRead() => _role.TryTake();

    public sealed override void EnterRead(bool expectsFrames)
    {
        do
        {
            // No bound: with nothing under way there is nothing to wait for but this. Whoever polls meanwhile sets it again on leaving.
            _expected.WaitOne();
        }
        while (!_role.TryTake());

        WaitReadable();
    }

    public sealed override bool TryExitRead(bool expectsFrames)
    {
        _role.Release();
        if (expectsFrames)
        {
            _expected.Set();
        }

        return true;
    }

    public sealed override void LeaveRead() => _role.Release();

    /// <summary>The event keeps what was told until somebody waits for it.</summary>
    public sealed override int TakeTicket() => 0;

    public sealed override bool Watch(int ticket, int microseconds)
    {
        // The shortest time the event knows.
        if (!_expected.WaitOne(1))
        {
            return false;
        }

        // For EnterRead, which waits for it too.
        _expected.Set();
        return true;
    }

    public sealed override void Expect() => _expected.Set();

    /// <summary>Waits for a frame, a wake or the end, without reading.</summary>
    protected abstract void WaitReadable();
}
