namespace OutProc.Conformance.Fuzzing;

/// <summary>What came of many inputs.</summary>
internal sealed record FuzzTotals
{
    public long Inputs { get; set; }

    /// <summary>Inputs that were read, as another value or the same.</summary>
    public long Accepted { get; set; }

    /// <summary>How many ended in each type of exception.</summary>
    public Dictionary<string, long> Exceptions { get; init; } = [];

    /// <summary>What went wrong: at most a few, with the number of the input.</summary>
    public List<string> Failures { get; init; } = [];

    /// <summary>How many inputs went wrong.</summary>
    public long FailureCount { get; set; }

    public long LargestAllocation { get; set; }

    public int LargestAllocationInput { get; set; }

    /// <summary>The largest allocation per byte among the inputs that took more than the fixed allowance, or 0.</summary>
    public double LargestPerByte { get; set; }

    /// <summary>The largest share of what the input may allocate.</summary>
    public double LargestShareOfLimit { get; set; }

    public void Add(FuzzTotals other)
    {
        Inputs += other.Inputs;
        Accepted += other.Accepted;
        FailureCount += other.FailureCount;
        foreach ((string type, long count) in other.Exceptions)
        {
            Exceptions[type] = Exceptions.GetValueOrDefault(type) + count;
        }

        Failures.AddRange(other.Failures);
        if (other.LargestAllocation > LargestAllocation)
        {
            LargestAllocation = other.LargestAllocation;
            LargestAllocationInput = other.LargestAllocationInput;
        }

        LargestPerByte = Math.Max(LargestPerByte, other.LargestPerByte);
        LargestShareOfLimit = Math.Max(LargestShareOfLimit, other.LargestShareOfLimit);
    }
}
