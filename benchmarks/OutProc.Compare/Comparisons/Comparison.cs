using OutProc.Compare.Anchors;

namespace OutProc.Compare.Comparisons;

/// <summary>Two ways to do one job, measured in turn.</summary>
internal sealed record Comparison(string Name, IReadOnlyList<Metric> Metrics, Func<Task<double[]>> Ours)
{
    /// <summary>What the other side needs.</summary>
    public AnchorTool Tool { get; init; }

    /// <summary>Measures the other side; <c>null</c> if there is none.</summary>
    public Func<Task<AnchorSample>>? Anchor { get; init; }

    /// <summary>Whether all processors are kept busy meanwhile.</summary>
    public bool Loaded { get; init; }

    /// <summary>Pairs to measure. Odd, so that there is a median pair.</summary>
    public int Repetitions { get; init; } = 5;

    /// <summary>Whether our side is run once beforehand, for the compiler.</summary>
    public bool WarmsUp { get; init; } = true;

    /// <summary>Whether it stands beside a main row and is left out of a quick run.</summary>
    public bool OnlyFull { get; init; }
}
