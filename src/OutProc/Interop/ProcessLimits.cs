namespace OutProc.Interop;

/// <summary>What a child process may use at most.</summary>
internal sealed unsafe class ProcessLimits
{
    /// <summary>The most bytes of private writable memory.</summary>
    public long? DataBytes { get; init; }

    /// <summary>How many descriptors may be open.</summary>
    public int? OpenFiles { get; init; }

    /// <summary>The nice value.</summary>
    public int? Nice { get; init; }

    /// <summary>The processors to run on.</summary>
    public IReadOnlyCollection<int>? Processors { get; init; }

    /// <summary>Limits a child of this process that was just started, in a process group of its own. Processors are inherited instead.</summary>
    /// <exception cref="NativeException">The system does not grant one of the limits.</exception>
    public void ApplyTo(int processId)
    {
        if (DataBytes is { } bytes)
        {
            Apply(processId, LibC.RlimitData, (ulong)bytes, "prlimit(RLIMIT_DATA), for Launch.Limits.DataBytes");
        }

        if (OpenFiles is { } files)
        {
            Apply(processId, LibC.RlimitNoFile, (ulong)files, "prlimit(RLIMIT_NOFILE), for Launch.Limits.OpenFiles");
        }

        // By group: a process has one nice value for each of its threads, and the runtime may have started some.
        if (Nice is { } nice && LibC.SetPriority(LibC.PrioProcessGroup, (uint)processId, nice) < 0)
        {
            throw NativeException.Last("setpriority, for Launch.Limits.Nice");
        }
    }

    private static void Apply(int processId, int resource, ulong value, string call)
    {
        var limit = new ResourceLimit { Soft = value, Hard = value };
        if (LibC.LimitProcess(processId, resource, &limit, null) < 0)
        {
            throw NativeException.Last(call);
        }
    }
}
