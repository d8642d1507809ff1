namespace OutProc.Contracts;

/// <summary>Host and worker were built from different versions of a contract.</summary>
public sealed class WorkerContractMismatchException : WorkerStartException
{
    internal WorkerContractMismatchException(string message, IReadOnlyList<string> differences)
        : base(WorkerStartFailure.ContractMismatch, message) => Differences = differences;

    /// <summary>One line for each method that is missing in the worker or has another schema there.</summary>
    public IReadOnlyList<string> Differences { get; }

    internal override WorkerStartException Again() => new WorkerContractMismatchException(Message, Differences) { Worker = Worker };
}
