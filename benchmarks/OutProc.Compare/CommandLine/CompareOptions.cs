namespace OutProc.Compare.CommandLine;

/// <summary>What to measure, and for how long.</summary>
internal sealed record CompareOptions
{
    /// <summary>Whether all rows are measured, at full length.</summary>
    public bool Full { get; init; }

    /// <summary>The rows to measure, by name, with <c>*</c> for anything.</summary>
    public string Only { get; init; } = "*";

    /// <summary>Takes a copy of the JSON lines.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Takes a drawing of the comparisons, as SVG.</summary>
    public string? ChartFile { get; init; }

    /// <summary>The length of one measurement; <c>null</c> for that of the mode.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Names the rows instead of measuring them.</summary>
    public bool List { get; init; }

    public bool Help { get; init; }
}
