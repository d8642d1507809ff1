namespace OutProc.Chaos.Calls;

/// <summary>Every call, and how it ended.</summary>
/// <remarks>Thread-safe. Ids count from 0.</remarks>
internal sealed class Ledger
{
    private readonly Lock _lock = new();
    private readonly List<(CallKind Kind, CallOutcome Outcome)> _calls = [];
    private readonly Dictionary<string, int> _surprises = [];
    private int _endedTwice;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>How many calls ended a second time. Read when all is over.</summary>
    public int EndedTwice => _endedTwice;

    /// <summary>The calls by id. Read when all is over.</summary>
    public IReadOnlyList<(CallKind Kind, CallOutcome Outcome)> Calls => _calls;

    /// <summary>Exceptions that no call should end with, and how often each came. Read when all is over.</summary>
    public IReadOnlyDictionary<string, int> Surprises => _surprises;

    public long Open(CallKind kind)
    {
        lock (_lock)
        {
            _calls.Add((kind, CallOutcome.Open));
            return _calls.Count - 1;
        }
    }

    public void Close(long id, CallOutcome outcome)
    {
        lock (_lock)
        {
            (CallKind kind, CallOutcome previous) = _calls[(int)id];
            if (previous is not (CallOutcome.Open or CallOutcome.Hung))
            {
                _endedTwice++;
            }

            // A call that ends after all, too late, stays one that hung.
            if (previous != CallOutcome.Hung)
            {
                _calls[(int)id] = (kind, outcome);
            }
        }
    }

    public void Note(string surprise)
    {
        lock (_lock)
        {
            _surprises[surprise] = _surprises.GetValueOrDefault(surprise) + 1;
        }
    }
}
