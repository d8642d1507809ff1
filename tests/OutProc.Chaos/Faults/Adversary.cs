using OutProc.Chaos.Calls;
using OutProc.Chaos.Workers;

namespace OutProc.Chaos.Faults;

/// <summary>Does harm at random: the same seed chooses the same faults.</summary>
internal sealed class Adversary(IReadOnlyList<IVictimPool> pools, Ledger ledger, int seed)
{
    private static readonly Misdeed[] s_deaths = [Misdeed.Exit, Misdeed.FailFast, Misdeed.WildPointer, Misdeed.StackOverflow];

    private readonly Random _random = new(seed);
    private readonly List<Task> _underWay = [];
    private readonly int[] _counts = new int[Enum.GetValues<FaultKind>().Length];

    /// <summary>The faults so far.</summary>
    public int Count => _counts.Sum();

    public IEnumerable<(FaultKind Kind, int Count)> Counts => _counts.Select(static (count, kind) => ((FaultKind)kind, count));

    /// <summary>Does harm until <paramref name="stop"/>, and waits for what is under way.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_random.Next(30, 400), stop);
                IVictimPool pool = pools[_random.Next(pools.Count)];
                FaultKind kind = Choose();
                if (Inject(kind, pool))
                {
                    _counts[(int)kind]++;
                }

                _underWay.RemoveAll(static task => task.IsCompletedSuccessfully);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        await Task.WhenAll(_underWay);
    }

    private FaultKind Choose() => _random.Next(100) switch
    {
        < 35 => FaultKind.Kill,
        < 55 => FaultKind.Stop,
        < 65 => FaultKind.Die,
        < 73 => FaultKind.Flood,
        < 81 => FaultKind.CorruptRings,
        < 89 => FaultKind.CorruptFrames,
        < 94 => FaultKind.ExhaustHost,
        _ => FaultKind.ExhaustWorker,
    };

    private bool Inject(FaultKind kind, IVictimPool pool)
    {
        int number = _random.Next();
        switch (kind)
        {
            case FaultKind.Kill:
                return TryChoose(pool, number, out int victim) && Signals.TrySend(victim, Signals.Kill);
            case FaultKind.Stop:
                if (!TryChoose(pool, number, out int stopped) || !Signals.TrySend(stopped, Signals.Stop))
                {
                    return false;
                }

                _underWay.Add(ContinueAsync(stopped, TimeSpan.FromMilliseconds(number % 800)));
                return true;
            case FaultKind.ExhaustHost:
                _underWay.Add(ExhaustAsync(number));
                return true;
            case FaultKind.Die:
                return Misbehave(pool, s_deaths[number % s_deaths.Length], number);
            case FaultKind.Flood:
                return Misbehave(pool, Misdeed.Flood, number);
            case FaultKind.CorruptRings:
                return Misbehave(pool, Misdeed.CorruptRings, number);
            case FaultKind.CorruptFrames:
                return Misbehave(pool, Misdeed.CorruptFrames, number);
            case FaultKind.ExhaustWorker:
                return Misbehave(pool, Misdeed.ExhaustDescriptors, number);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a fault.");
        }
    }

    private bool Misbehave(IVictimPool pool, Misdeed misdeed, int number)
    {
        _underWay.Add(new Caller(pool, ledger, new Random(number)).MisbehaveAsync(misdeed, number));
        return true;
    }

    private static bool TryChoose(IVictimPool pool, int number, out int processId)
    {
        IReadOnlyList<int> candidates = pool.ProcessIds;
        processId = candidates.Count == 0 ? 0 : candidates[number % candidates.Count];
        return processId != 0;
    }

    private static async Task ContinueAsync(int processId, TimeSpan after)
    {
        await Task.Delay(after);
        _ = Signals.TrySend(processId, Signals.Continue);
    }

    private static async Task ExhaustAsync(int number)
    {
        ulong before = DescriptorLimit.Lower(number % 4);
        await Task.Delay(number % 300);
        DescriptorLimit.Restore(before);
    }
}
