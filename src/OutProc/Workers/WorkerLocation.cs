namespace OutProc.Workers;

/// <summary>Where the worker of a contract lives, when it is not among the host's own assemblies. Immutable.</summary>
/// <remarks>
/// Relative paths begin at the folder of the application. The item <c>OutProcWorkerProject</c> of the host's project builds a worker and copies it to
/// <c>workers/NAME</c> there.
/// </remarks>
public sealed class WorkerLocation
{
    private WorkerLocation(string path, bool isExecutable)
    {
        FilePath = path;
        IsExecutable = isExecutable;
    }

    /// <summary>The path as it was given.</summary>
    internal string FilePath { get; }

    /// <summary>Whether the file is a program of its own.</summary>
    internal bool IsExecutable { get; }

    /// <summary>
    /// A worker's assembly in a folder of its own, with its dependencies, <c>OutProc.dll</c> among them. It runs under the .NET runtime that is
    /// installed, with its own <c>.deps.json</c> and, when it has one, its own <c>.runtimeconfig.json</c>; its <c>Main</c> is not run.
    /// </summary>
    /// <param name="path">The path of the assembly: <c>workers/Images.Worker/Images.Worker.dll</c>.</param>
    /// <returns>The location.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static WorkerLocation Assembly(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new WorkerLocation(path, isExecutable: false);
    }

    /// <summary>
    /// A program that becomes the worker: one that is published self-contained, as a single file or ahead of time. Its <c>Main</c> must begin with
    /// <see cref="OutProcWorker.TryRun"/>.
    /// </summary>
    /// <param name="path">The path of the program: <c>workers/Images.Worker/Images.Worker</c>.</param>
    /// <returns>The location.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static WorkerLocation Executable(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new WorkerLocation(path, isExecutable: true);
    }

    /// <inheritdoc/>
    public override string ToString() => FilePath;

    /// <summary>The file in question.</summary>
    /// <param name="baseDirectory">The folder of the application.</param>
    internal string Resolve(string baseDirectory) => Path.GetFullPath(FilePath, baseDirectory);
}
