using System.Diagnostics.CodeAnalysis;
using OutProc.Contracts;
using OutProc.Interop;

namespace OutProc.Workers;

/// <summary>
/// The one thread that watches all worker processes of this process: their ends, their control channels, their output. It never runs user code.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The monitor lives as long as the process.")]
internal sealed class ProcessMonitor
{
    private const int BufferSize = 64 << 10;
    private const int StackSize = 256 << 10;
    private const int RetryMilliseconds = 10;

    private static readonly Lock s_startLock = new();
    private static ProcessMonitor? s_shared;

    private readonly Lock _lock = new();
    private readonly EventDescriptor _wake = new();
    private readonly List<ChildProcess> _added = [];
    private readonly List<ChildProcess> _watched = [];
    private readonly byte[] _buffer = new byte[BufferSize];
    private PollFd[] _entries = [];

    private ProcessMonitor()
    {
    }

    /// <summary>The monitor of this process. Its thread starts with the first use and ends with the process.</summary>
    /// <exception cref="NativeException">This process has no descriptor left for it. The next use tries again.</exception>
    public static ProcessMonitor Shared
    {
        get
        {
            lock (s_startLock)
            {
                return s_shared ??= Start();
            }
        }
    }

    public void Add(ChildProcess process)
    {
        lock (_lock)
        {
            _added.Add(process);
        }

        _wake.Set();
    }

    private static ProcessMonitor Start()
    {
        var monitor = new ProcessMonitor();
        new Thread(monitor.Run, StackSize) { IsBackground = true, Name = "OutProc monitor" }.UnsafeStart();
        return monitor;
    }

    private void Run()
    {
        while (true)
        {
            TakeAdded();
            FillEntries();
            if (!TryPoll())
            {
                continue;
            }

            long now = Environment.TickCount64;
            for (int i = _watched.Count - 1; i >= 0; i--)
            {
                ReadOnlySpan<PollFd> entries = _entries.AsSpan(1 + (i * ChildProcess.PollEntries), ChildProcess.PollEntries);
                Advance(_watched[i], entries, now);
                if (_watched[i].IsDone)
                {
                    _watched.RemoveAt(i);
                }
            }
        }
    }

    private void Advance(ChildProcess process, ReadOnlySpan<PollFd> entries, long now)
    {
        try
        {
            process.Advance(entries, now, _buffer);
        }
        catch (Exception)
        {
            // One worker that cannot be watched must not take the others' monitor down. Its end is still observed, by the next rounds.
            process.Kill(CrashCause.ProtocolViolation);
        }
    }

    private void TakeAdded()
    {
        _wake.Reset();
        lock (_lock)
        {
            _watched.AddRange(_added);
            _added.Clear();
        }
    }

    private void FillEntries()
    {
        int count = 1 + (_watched.Count * ChildProcess.PollEntries);
        if (_entries.Length < count)
        {
            _entries = new PollFd[count * 2];
        }

        _entries[0] = new PollFd { Descriptor = _wake.Number, Requested = PollEvents.Readable };
        for (int i = 0; i < _watched.Count; i++)
        {
            _watched[i].Fill(_entries.AsSpan(1 + (i * ChildProcess.PollEntries), ChildProcess.PollEntries));
        }
    }

    private unsafe bool TryPoll()
    {
        int count = 1 + (_watched.Count * ChildProcess.PollEntries);
        fixed (PollFd* entries = _entries)
        {
            try
            {
                Poller.Wait(entries, count, GetTimeout());
                return true;
            }
            catch (NativeException)
            {
                // The kernel is out of memory. Waiting a moment for a single descriptor needs none.
                Poller.Wait(_wake, PollEvents.Readable, wake: null, out _, RetryMilliseconds);
                return false;
            }
        }
    }

    private int GetTimeout()
    {
        long deadline = long.MaxValue;
        foreach (ChildProcess process in _watched)
        {
            deadline = Math.Min(deadline, process.Deadline);
        }

        return deadline == long.MaxValue ? Poller.Infinite : (int)Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue);
    }
}
