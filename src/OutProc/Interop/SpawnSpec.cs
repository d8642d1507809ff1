namespace OutProc.Interop;

/// <summary>What a child process is started with: these descriptors and no others, this environment and no other.</summary>
internal sealed class SpawnSpec
{
    public required string Path { get; init; }

    /// <summary>The arguments, the name of the program first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The environment as <c>NAME=value</c>.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>The working directory, or <c>null</c> for this process's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the child may use, or <c>null</c> for what this process may.</summary>
    public ProcessLimits? Limits { get; init; }

    /// <summary>Becomes descriptor 1 of the child.</summary>
    public required FileDescriptor Output { get; init; }

    /// <summary>Becomes descriptor 2 of the child.</summary>
    public required FileDescriptor Error { get; init; }

    /// <summary>Becomes descriptor 3 of the child.</summary>
    public required FileDescriptor Control { get; init; }
}
