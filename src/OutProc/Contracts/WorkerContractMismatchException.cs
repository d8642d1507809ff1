namespace OutProc.Contracts;

/// <summary>Host and worker were built from different versions of a contract.</summary>
public sealed class WorkerContractMismatchException : WorkerStartException
{
    internal WorkerContractMismatchException(string message, IReadOnlyList<string> differences)
        : base(WorkerStartFailure.ContractMismatch, message) => Differences = differences;

    /// <summary>
    /// One line for each difference, the method's name first: a method that the worker does not have, or a parameter, result or member of a type
    /// that has another type there, is missing, is more, or stands in another place.
    /// </summary>
    public IReadOnlyList<string> Differences { get; }

    internal override WorkerStartException Again() => new WorkerContractMismatchException(Message, Differences) { Worker = Worker };
}
