namespace OutProc.Transport;

/// <summary>
/// A channel whose waiting reader cannot be passed by: the receiver waits inside the reader role, and only while a frame is expected; and
/// so does the
/// standby.
/// </summary>
internal abstract class ExclusiveReadChannel(int maxFrame) : FrameChannel(maxFrame)
{
    /// <summary>How long the thread that wants the role back waits before it looks again, should a wake be lost.</summary>
    private const int RecheckMilliseconds = 1000;

    private readonly ReaderRole _role = new();
    private readonly AutoResetEvent _expected = new(false);
    private readonly AutoResetEvent _standbyWanted = new(false);
    private readonly AutoResetEvent _givenBack = new(false);
    private volatile bool _always;
    private volatile bool _standbyEnds;
    private int _urgentExpected;

    /// <summary>Not 0 while the loop waits for the reader role that the standby has.</summary>
    private int _wantedBack;

    public sealed override bool HasStandby => true;

    public sealed override bool TryEnterRead() => _role.TryTake();

    public sealed override void EnterRead(bool expectsFrames)
    {
        // No bound: with nothing under way there is nothing to wait for but this. Whoever polls meanwhile sets it again on leaving.
        while (!(_always && _role.TryTake()))
        {
            _expected.WaitOne();
            if (_role.TryTake())
            {
                break;
            }
        }

        WaitReadable();
    }

    public sealed override bool TryExitRead(bool expectsFrames)
    {
        _role.Release();
        if (expectsFrames || _always)
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

    public sealed override void ExpectAlways()
    {
        _always = true;
        _expected.Set();
    }

    public sealed override void ExpectUrgent(int change)
    {
        if (Interlocked.Add(ref _urgentExpected, change) > 0 && change > 0)
        {
            _standbyWanted.Set();
        }
    }

    public sealed override void LeaveToStandby()
    {
        // A full fence, then the look: of this thread that frees the role and looks for what is expected, and one that expects something
        // and has the
        // standby look for the role, at least one sees the other.
        _role.Release();
        if (Volatile.Read(ref _urgentExpected) > 0)
        {
            _standbyWanted.Set();
        }
    }

    public sealed override void TakeBack()
    {
        while (!_role.TryTake())
        {
            // Announced, then tried once more; the standby frees the role, then looks.
            Interlocked.Exchange(ref _wantedBack, 1);
            if (_role.TryTake())
            {
                break;
            }

            Wake();
            _givenBack.WaitOne(RecheckMilliseconds);
        }

        Volatile.Write(ref _wantedBack, 0);
    }

    public sealed override bool AwaitUrgent()
    {
        while (!_standbyEnds)
        {
            if (Volatile.Read(ref _urgentExpected) > 0 && Volatile.Read(ref _wantedBack) == 0 && _role.TryTake())
            {
                // Ended by a wake as well, of which the loop need not hear: it looks around before it waits.
                WaitReadable();
                return true;
            }

            if (!_standbyEnds)
            {
                _standbyWanted.WaitOne();
            }
        }

        return false;
    }

    public sealed override void LeaveStandby()
    {
        _role.Release();
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _wantedBack) != 0)
        {
            _givenBack.Set();
        }
    }

    public sealed override void EndStandby()
    {
        _standbyEnds = true;
        _standbyWanted.Set();
    }

    /// <summary>Waits for a frame, a wake or the end, without reading.</summary>
    protected abstract void WaitReadable();
}
