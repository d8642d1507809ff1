namespace OutProc.Workers;

/// <summary>
/// Hands items from a thread that must not wait to code that may be slow. What the code does not keep up with is dropped and counted.
/// </summary>
/// <remarks>Thread-safe. One item at a time is consumed, in order, on the thread pool.</remarks>
internal sealed class LossyQueue<T> : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Queue<(T Item, int Cost, long LostBefore)> _items = new();
    private readonly int _capacity;
    private readonly Action<T> _consume;
    private readonly Action<long> _reportLost;
    private int _held;
    private long _lost;
    private bool _running;

    /// <param name="capacity">The sum of costs that may wait.</param>
    /// <param name="consume">Takes an item. Its exceptions are swallowed.</param>
    /// <param name="reportLost">Takes the number of items that were dropped at this place of the sequence. Its exceptions are swallowed.</param>
    public LossyQueue(int capacity, Action<T> consume, Action<long> reportLost)
    {
        _capacity = capacity;
        _consume = consume;
        _reportLost = reportLost;
    }

    /// <summary>Adds an item. Never waits.</summary>
    /// <returns><c>false</c> when there was no room and the item is lost.</returns>
    public bool TryAdd(T item, int cost)
    {
        lock (_lock)
        {
            // A single item larger than the whole capacity still passes, alone.
            if (_held > 0 && _held + (long)cost > _capacity)
            {
                _lost++;
                return false;
            }

            _held += cost;
            _items.Enqueue((item, cost, _lost));
            _lost = 0;
            if (_running)
            {
                return true;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            (T Item, int Cost, long LostBefore) next;
            bool any;
            lock (_lock)
            {
                any = _items.TryDequeue(out next);
                if (!any)
                {
                    if (_lost == 0)
                    {
                        _running = false;
                        return;
                    }

                    next.LostBefore = _lost;
                    _lost = 0;
                }
            }

            if (next.LostBefore > 0)
            {
                Guard(_reportLost, next.LostBefore);
            }

            if (any)
            {
                Guard(_consume, next.Item);
                lock (_lock)
                {
                    _held -= next.Cost;
                }
            }
        }
    }

    private static void Guard<TArg>(Action<TArg> action, TArg argument)
    {
        try
        {
            action(argument);
        }
        catch (Exception)
        {
            // A logger that throws, or one that was disposed before the last lines came, must not end the host.
        }
    }
}
