using System.Collections.Concurrent;
using OutProc.Transport;

namespace OutProc.Rpc;

/// <summary>Runs on the thread pool what the frames of a channel ask for, many for one hop to it, and reads on by itself.</summary>
/// <remarks>
/// <para>
/// To wake a thread costs as much as many small items of work, so as few as possible are woken. A <em>run</em> is one visit to the thread pool. It
/// takes item after item; when none is left it takes the reader role, reads what has arrived meanwhile, and polls for a moment. Only then does it
/// leave, and the receiver thread, which slept all the time, is told of what arrives from now on.
/// </para>
/// <para>
/// No item runs under the reader role, and none may hold up the others. While a run works, frames that arrive wake nobody; instead the
/// receiver <see cref="Watch">watches</see>: it wakes every now and then, and where a whole period went by without an item's end, it has
/// another run started and reads by itself again. From then on the pump is <em>eager</em>, as it is whenever nobody watches: before each item it sees to it
/// that another run waits in the thread pool, as if each item had been queued there by itself, until items turn out to be short again.
/// </para>
/// </remarks>
internal sealed class ReadingPump : IThreadPoolWorkItem
{
    /// <summary>Then others in the thread pool have their turn.</summary>
    private const int MaxItemsPerRun = 1024;

    /// <summary>How many items must end within a period for the pump to stop being eager.</summary>
    private const int ManyItems = 64;

    private const int FirstPeriodMicroseconds = 200;

    private const int LongestPeriodMicroseconds = 1000;

    /// <summary>1 while a run of any pump polls: a second polling thread would take the processor from those who work.</summary>
    private static int s_polling;

    private readonly FrameChannel _data;
    private readonly IFrameSource _source;
    private readonly SpinPolicy _spin;
    private readonly ConcurrentQueue<IThreadPoolWorkItem> _items = new();

    /// <summary>1 while a run waits in the thread pool.</summary>
    private int _waiting;

    /// <summary>The runs that are under way.</summary>
    private int _active;

    private int _ended;
    private volatile bool _eager;
    private int _watched;

    /// <param name="data">The channel.</param>
    /// <param name="source">Reads it.</param>
    /// <param name="spin">The policy of whoever holds the reader role.</param>
    public ReadingPump(FrameChannel data, IFrameSource source, SpinPolicy spin)
    {
        _data = data;
        _source = source;
        _spin = spin;
    }

    /// <summary>Whether items wait or run.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) != 0 || Volatile.Read(ref _active) != 0;

    /// <summary>Adds an item; <see cref="Start"/> or <see cref="Watch"/> must follow, once for any number of them.</summary>
    public void Add(IThreadPoolWorkItem item) => _items.Enqueue(item);

    /// <summary>Sees to it that another run waits for the items, however long those take that run now.</summary>
    public void Start()
    {
        if (!_items.IsEmpty && Volatile.Read(ref _waiting) == 0 && Interlocked.Exchange(ref _waiting, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>
    /// For the receiver, which holds the reader role and gives it up hereby: returns when it is to wait for frames again. Runs read on meanwhile.
    /// </summary>
    public void Watch()
    {
        // Before the role is given up: a run that takes it from here on need not tell the receiver of frames.
        Volatile.Write(ref _watched, 1);
        _data.LeaveRead();
        if (_eager || Volatile.Read(ref _active) == 0)
        {
            Start();
        }

        int period = FirstPeriodMicroseconds;
        int before = Volatile.Read(ref _ended);
        while (true)
        {
            int ticket = _data.TakeTicket();
            if (!IsBusy || _data.Watch(ticket, period))
            {
                break;
            }

            int ended = Volatile.Read(ref _ended) - before;
            before += ended;
            if (ended == 0)
            {
                _eager = true;
                break;
            }

            if (ended >= ManyItems)
            {
                _eager = false;
            }

            period = Math.Min(period * 2, LongestPeriodMicroseconds);
        }

        // Then the receiver looks whether the role is free. Of the two, and a run that frees the role and looks here, at least one sees the other.
        Interlocked.Exchange(ref _watched, 0);
        Start();
    }

    void IThreadPoolWorkItem.Execute()
    {
        ExecutionContext clean = ExecutionContext.Capture()!;
        Interlocked.Increment(ref _active);

        // Before the look at the items: of this run and one who adds an item and finds a run waiting, at least one sees the other.
        Interlocked.Exchange(ref _waiting, 0);
        int left = MaxItemsPerRun;
        do
        {
            while (left > 0 && _items.TryDequeue(out IThreadPoolWorkItem? item))
            {
                left--;
                if (_eager || Volatile.Read(ref _watched) == 0)
                {
                    // Nobody would notice if the item blocked.
                    Start();
                }

                item.Execute();

                // What an item leaves behind is not the next one's.
                ExecutionContext.Restore(clean);
                SynchronizationContext.SetSynchronizationContext(null);
                Volatile.Write(ref _ended, _ended + 1);
            }
        }
        while (left > 0 && TryReadOn());

        Interlocked.Decrement(ref _active);
        Start();
    }

    /// <summary>Reads what has arrived, if the receiver leaves that to the runs.</summary>
    /// <returns>Whether there are items again.</returns>
    private bool TryReadOn()
    {
        if (Volatile.Read(ref _watched) == 0 || !_data.TryEnterRead())
        {
            return false;
        }

        if (_source.ReadBatch() > 0 || Poll())
        {
            _data.LeaveRead();
            if (Volatile.Read(ref _watched) != 0)
            {
                return true;
            }

            // The receiver does not watch any more, and may have found the role taken.
            if (!_data.TryEnterRead())
            {
                return true;
            }
        }

        _source.ReleaseReader();
        return !_items.IsEmpty;
    }

    private bool Poll()
    {
        if (!_spin.IsEnabled || Interlocked.CompareExchange(ref s_polling, 1, 0) != 0)
        {
            return false;
        }

        bool found = _spin.Poll(_data.PeerCpu, _source, static source => source.ReadBatch() > 0);
        Volatile.Write(ref s_polling, 0);
        return found;
    }
}
