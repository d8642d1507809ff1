namespace OutProc.Workers;

/// <summary>The program that becomes a worker, and the arguments in front of the worker's own.</summary>
internal sealed record WorkerCommand(string Path, IReadOnlyList<string> LeadingArguments)
{
    /// <summary>The whole argument list, the name of the program first.</summary>
    public IReadOnlyList<string> ToArguments(WorkerArguments worker) => [Path, .. LeadingArguments, .. worker.ToArray()];
}
