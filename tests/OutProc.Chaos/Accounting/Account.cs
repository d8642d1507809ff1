using OutProc.Chaos.Calls;

namespace OutProc.Chaos.Accounting;

/// <summary>What came of all calls, each held against what the workers executed.</summary>
internal sealed class Account
{
    private readonly List<string> _examples = [];

    /// <summary>Calls that never ended.</summary>
    public int Lost { get; private set; }

    /// <summary>Calls that ended twice, ran twice though they must not, or that nobody made.</summary>
    public int Duplicated { get; private set; }

    /// <summary>Calls that did not end within the bound.</summary>
    public int Hung { get; private set; }

    /// <summary>Calls that ended with something that is not theirs.</summary>
    public int Wrong { get; private set; }

    /// <summary>Calls that say of themselves that they were executed, or were not, where the journal knows better.</summary>
    public int Misreported { get; private set; }

    public int[] Outcomes { get; } = new int[Enum.GetValues<CallOutcome>().Length];

    /// <summary>The first few calls with something wrong.</summary>
    public IReadOnlyList<string> Examples => _examples;

    public bool IsClean => Lost + Duplicated + Hung + Wrong + Misreported == 0;

    public static Account Of(Ledger ledger, int[] executions, int foreign)
    {
        var account = new Account { Duplicated = ledger.EndedTwice + foreign };
        for (int id = 0; id < ledger.Calls.Count; id++)
        {
            (CallKind kind, CallOutcome outcome) = ledger.Calls[id];
            account.Outcomes[(int)outcome]++;
            account.Add(id, kind, outcome, executions[id]);
        }

        return account;
    }

    private void Add(int id, CallKind kind, CallOutcome outcome, int executions)
    {
        bool lost = outcome == CallOutcome.Open;
        bool hung = outcome == CallOutcome.Hung;
        bool wrong = outcome is CallOutcome.WrongResult or CallOutcome.Unexpected;
        bool duplicated = kind != CallKind.Sum && executions > 1;
        bool misreported = outcome switch
        {
            CallOutcome.Result or CallOutcome.RemoteError => executions == 0,

            // One that may run again can have run before there was no worker left for it.
            CallOutcome.CrashedUnstarted or CallOutcome.NoWorker => kind != CallKind.Sum && executions > 0,
            _ => false,
        };
        Lost += lost ? 1 : 0;
        Hung += hung ? 1 : 0;
        Wrong += wrong ? 1 : 0;
        Duplicated += duplicated ? 1 : 0;
        Misreported += misreported ? 1 : 0;
        if ((lost || hung || wrong || duplicated || misreported) && _examples.Count < 20)
        {
            _examples.Add($"call {id}: {kind}, {outcome}, executed {executions} times");
        }
    }
}
