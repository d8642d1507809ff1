using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>Ends a start inside the worker. Never leaves it: it becomes a StartFailed message.</summary>
internal sealed class WorkerStartFailedException : Exception
{
    public WorkerStartFailedException(WorkerStartFailure failure, string reason, Exception? cause = null)
        : base(reason, cause) => Failure = failure;

    public WorkerStartFailure Failure { get; }

    public IReadOnlyList<SchemaDifference> Differences { get; init; } = [];
}
