using OutProc.Interop;

namespace OutProc.Shared;

/// <summary>The one thread of a process that sleeps for all who wait in it, and serves them when it is rung.</summary>
internal sealed class DoorbellThread(SharedSpace space) : IDisposable
{
    /// <summary>A ring that was lost, because a dying process did not get to it, is made up for by the host; this is for the host itself.</summary>
    private const int RecheckMilliseconds = 1000;

    private readonly Lock _lock = new();
    private Thread? _thread;
    private volatile bool _stopping;

    public void EnsureStarted()
    {
        if (Volatile.Read(ref _thread) is not null)
        {
            return;
        }

        lock (_lock)
        {
            if (_thread is null && !_stopping)
            {
                _thread = new Thread(Run, 256 << 10) { IsBackground = true, Name = "OutProc shared" };
                _thread.UnsafeStart();
            }
        }
    }

    public void Dispose()
    {
        Thread? thread;
        lock (_lock)
        {
            _stopping = true;
            thread = _thread;
        }

        if (thread is not null)
        {
            space.RingSelf();
            thread.Join();
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            int ticket = space.TakeTicket();
            bool waits = space.ServeQueues();
            space.Sleep(ticket, waits ? RecheckMilliseconds : Futex.Infinite);
        }
    }
}
