using System.Globalization;
using OutProc.Conformance.Running;

namespace OutProc.Conformance;

/// <summary>Prints what a run found, for people and for logs.</summary>
internal sealed class Report(TextWriter output)
{
    /// <summary>More than this share without a comparison, in percent, means that the vectors prove too little.</summary>
    private const double MaxNotApplicable = 5;

    private const int MaxBytes = 256;

    /// <summary>Prints everything.</summary>
    /// <returns>Whether the run is a success.</returns>
    public bool Print(IReadOnlyList<EntryResult> results, bool isWhole)
    {
        PrintFailures(results);
        PrintOthers(results, Outcome.NotApplicable, "Not applicable");
        PrintOthers(results, Outcome.Different, "Different on purpose");
        output.WriteLine();
        foreach (IGrouping<string, EntryResult> kind in results.GroupBy(result => result.Vector.Kind))
        {
            PrintLine(kind.Key, [.. kind]);
        }

        PrintLine("all", results);
        double share = results.Count == 0 ? 0 : 100.0 * results.Count(result => result.Outcome == Outcome.NotApplicable) / results.Count;
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"not applicable: {share:0.0} %, at most {MaxNotApplicable:0} % are allowed"));
        return results.All(result => result.Outcome != Outcome.Failed) && (!isWhole || share < MaxNotApplicable);
    }

    private void PrintLine(string kind, IReadOnlyList<EntryResult> results)
    {
        int Count(Outcome outcome) => results.Count(result => result.Outcome == outcome);
        int passed = Count(Outcome.Passed);
        output.WriteLine($"{kind,-12} {$"{passed}/{results.Count}",9} passed{Part(Count(Outcome.Different), "different on purpose")}"
            + $"{Part(Count(Outcome.NotApplicable), "not applicable")}{Part(Count(Outcome.Failed), "FAILED")}");
    }

    private static string Part(int count, string name) => count == 0 ? "" : $", {count} {name}";

    private void PrintFailures(IReadOnlyList<EntryResult> results)
    {
        foreach (EntryResult result in results.Where(result => result.Outcome == Outcome.Failed))
        {
            output.WriteLine($"FAILED {result.Vector.Kind} '{result.Vector}' ({result.Vector.CsharpType}): {result.Message}");
            if (result.Expected is not null)
            {
                output.WriteLine($"  expected {Short(result.Expected)}");
                output.WriteLine($"  actual   {Short(result.Actual!)}");
            }
        }
    }

    private void PrintOthers(IReadOnlyList<EntryResult> results, Outcome outcome, string title)
    {
        IEnumerable<EntryResult> wanted = results.Where(result => result.Outcome == outcome);
        foreach (IGrouping<string, EntryResult> group in wanted.GroupBy(result => result.Message))
        {
            output.WriteLine($"{title}: {group.Key}");
            foreach (EntryResult result in group)
            {
                output.WriteLine($"    {result.Vector.Kind} '{result.Vector}'");
            }
        }
    }

    private static string Short(string hex)
        => hex.Length <= 2 * MaxBytes ? hex : $"{hex[..(2 * MaxBytes)]}... ({hex.Length / 2} bytes)";
}
