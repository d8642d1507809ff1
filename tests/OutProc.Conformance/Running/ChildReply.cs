using OutProc.Conformance.Fuzzing;

namespace OutProc.Conformance.Running;

/// <summary>What became of a <see cref="ChildRequest"/>.</summary>
internal sealed record ChildReply
{
    /// <summary>
    /// <c>done</c>, <c>refused</c> for a <c>PayloadException</c>, <c>failed</c> for any other, <c>crashed</c> when the process died.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>The bytes written.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The number of bytes read.</summary>
    public int Consumed { get; init; }

    /// <summary>The memory allocated by reading.</summary>
    public long Allocated { get; init; }

    /// <summary>What of that the runtime took for the stack trace of the exception, the same for all inputs that fail at that depth.</summary>
    public long AllocatedForTrace { get; init; }

    public double Milliseconds { get; init; }

    /// <summary>What was thrown, or how the process died.</summary>
    public string? Message { get; init; }

    /// <summary>What came of the inputs of a <c>fuzz</c>.</summary>
    public FuzzTotals? FuzzTotals { get; init; }
}
