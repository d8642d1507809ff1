namespace AssemblyScan.CommandLine;

/// <summary>What the user asked for.</summary>
internal sealed record ScanOptions
{
    /// <summary>The folder or file to scan; <c>null</c> for the .NET installation.</summary>
    public string? Path { get; init; }

    /// <summary>How many worker processes may run.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether to scan in this process, without OutProc.</summary>
    public bool InProcess { get; init; }

    /// <summary>Whether to kill a worker midway.</summary>
    public bool KillOne { get; init; }

    /// <summary>Whether to add two damaged files.</summary>
    public bool WithBadFiles { get; init; }

    /// <summary>Whether a failed file is a failure of the program.</summary>
    public bool Strict { get; init; }

    /// <summary>Where to write the report, or <c>null</c>.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Whether to write the log, of this process and of the workers, to standard error.</summary>
    public bool Verbose { get; init; }

    /// <summary>Whether to say how the program is used, and nothing else.</summary>
    public bool Help { get; init; }
}
