using System.Diagnostics;
using OutProc.Interop;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>The one thread of a process that sleeps for all who wait in it, and serves them when it is rung.</summary>
internal sealed class DoorbellThread(SharedSpace space) : IDisposable
{
    /// <summary>
    /// Whoever was rung may have been stopped before it acted, by a signal or a debugger; then nobody else is rung. While it waits each participant
    /// looks by itself this often.
    /// </summary>
    private const int RecheckMicroseconds = 1_000_000;

    private static readonly long s_pollTicks
        = Environment.ProcessorCount > 1 ? (long)(SpinPolicy.DefaultBudget.TotalSeconds * Stopwatch.Frequency / 4) : 0;

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
            space.AnswerBell();
            bool waits = space.ServeQueues();
            if (!waits || !Poll())
            {
                space.Sleep(waits ? RecheckMicroseconds : Futex.Infinite);
            }
        }
    }

    /// <summary>Whoever was woken and came too late is about to be rung again.</summary>
    private bool Poll()
    {
        if (s_pollTicks == 0)
        {
            return false;
        }

        long end = Stopwatch.GetTimestamp() + s_pollTicks;
        do
        {
            for (int i = 0; i < SpinPolicy.LooksPerTick; i++)
            {
                if (space.IsRung)
                {
                    return true;
                }

                SpinPolicy.Pause();
            }
        }
        while (Stopwatch.GetTimestamp() < end);
        return false;
    }
}
