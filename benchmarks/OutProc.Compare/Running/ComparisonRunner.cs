using OutProc.Compare.Anchors;
using OutProc.Compare.Comparisons;

namespace OutProc.Compare.Running;

/// <summary>Measures both sides in turn.</summary>
internal static class ComparisonRunner
{
    /// <summary>No measurement comes near; a call that never returns must not end the report of all others.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Row>> RunAsync(Comparison comparison, AnchorPrograms programs)
    {
        using Burners? burners = comparison.Loaded ? await programs.BurnAsync() : null;
        if (comparison.WarmsUp)
        {
            await comparison.Ours().WaitAsync(s_limit);
        }

        var pairs = new List<Pair>[comparison.Metrics.Count];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = [];
        }

        for (int repetition = 0; repetition < comparison.Repetitions; repetition++)
        {
            (double[] ours, AnchorSample? anchor) = await MeasurePairAsync(comparison, oursFirst: repetition % 2 == 0);
            for (int i = 0; i < pairs.Length; i++)
            {
                pairs[i].Add(new Pair(ours[i], anchor?.Values[i], anchor?.Regime));
            }
        }

        return [.. comparison.Metrics.Zip(pairs, static (metric, pairs) => new Row(metric, pairs))];
    }

    /// <remarks>Each side goes first every other time, so that a machine that grows warm or busy favours neither.</remarks>
    private static async Task<(double[] Ours, AnchorSample? Anchor)> MeasurePairAsync(Comparison comparison, bool oursFirst)
    {
        double[]? ours = oursFirst ? await comparison.Ours().WaitAsync(s_limit) : null;
        AnchorSample? anchor = comparison.Anchor is null ? null : await comparison.Anchor();
        return (ours ?? await comparison.Ours().WaitAsync(s_limit), anchor);
    }
}
