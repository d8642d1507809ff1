using System.Globalization;
using OutProc.Chaos.Calls;
using OutProc.Chaos.Faults;

namespace OutProc.Chaos.Accounting;

/// <summary>Writes the account of a run.</summary>
internal static class Report
{
    public static void Write(
        Ledger ledger, Adversary adversary, Account account, IReadOnlyList<(string Name, int Count)> left, TimeSpan disposed)
    {
        Console.WriteLine();
        Line($"calls {ledger.Count:N0}: {Join(CountKinds(ledger))}");
        Line($"faults {adversary.Count:N0}: {Join(adversary.Counts.Select(static fault => (fault.Kind.ToString(), fault.Count)))}");
        Line($"outcomes: {Join(account.Outcomes.Select(static (count, outcome) => (((CallOutcome)outcome).ToString(), count)))}");
        Line($"disposing all pools took {disposed.TotalSeconds:F1} s");
        foreach ((string surprise, int count) in ledger.Surprises)
        {
            Line($"unexpected, {count} times: {surprise}");
        }

        foreach (string example in account.Examples)
        {
            Line($"{example}");
        }

        if (left.Count > 0)
        {
            Line($"left: {Join(left)}");
        }

        Line($"wrong {account.Wrong} misreported {account.Misreported}");
        Line($"lost {account.Lost} duplicated {account.Duplicated} hung {account.Hung} leaked {left.Sum(static entry => entry.Count)}");
    }

    private static IEnumerable<(string Name, int Count)> CountKinds(Ledger ledger)
        => ledger.Calls.CountBy(static call => call.Kind)
            .OrderBy(static entry => entry.Key)
            .Select(static entry => (entry.Key.ToString(), entry.Value));

    private static string Join(IEnumerable<(string Name, int Count)> counts)
        => string.Join(", ", counts.Where(static entry => entry.Count > 0)
            .Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.Count:N0}")));

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
