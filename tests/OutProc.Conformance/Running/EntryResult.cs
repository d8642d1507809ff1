using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Running;

/// <summary>How one entry ended.</summary>
/// <param name="Vector">The entry.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why it failed, differs or is not applicable.</param>
/// <param name="Difference">The deliberate difference that covers it.</param>
internal sealed record EntryResult(Vector Vector, Outcome Outcome, string Message = "", Difference? Difference = null)
{
    /// <summary>What was wanted, for a failure.</summary>
    public string? Expected { get; init; }

    /// <summary>What came, for a failure.</summary>
    public string? Actual { get; init; }
}
