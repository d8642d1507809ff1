using System.Globalization;
using System.Text;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;

namespace OutProc.Workers;

/// <summary>The exceptions of workers that did not become ready.</summary>
internal static class WorkerStartErrors
{
    public static WorkerStartException SpawnFailed(string worker, WorkerCommand command, Exception error)
        => new(WorkerStartFailure.SpawnFailed, $"{worker} was not started: '{command.Path}' could not be run. {error.Message}", null, error);

    public static WorkerStartException NoWorkingDirectory(string worker, string directory)
        => new(WorkerStartFailure.FileNotFound, $"{worker} was not started: its working directory '{directory}' does not exist.");

    public static WorkerStartException NoDumpFolder(string worker, string folder)
        => new(WorkerStartFailure.FileNotFound, $"{worker} was not started: the folder of its dumps '{folder}' (Launch.DumpFolder) does not exist.");

    public static WorkerStartException TimedOut(
        string worker, TimeSpan limit, bool greeted, WorkerExitInfo? exit, string stderrTail, WorkerLocation? location = null)
    {
        string progress = greeted
            ? "It did start up and greet the host; its startup, its constructor or its InitializeAsync takes that long."
            : "It did not even greet the host." + HintFor(location);
        var message = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{worker} was not ready within {limit.TotalSeconds:0.###} s (Launch.StartTimeout) and was killed. ")
            .Append(progress);
        AppendStderr(message, stderrTail);
        return new WorkerStartException(WorkerStartFailure.Timeout, message.ToString(), exit);
    }

    /// <param name="worker">The worker.</param>
    /// <param name="exit">Its end.</param>
    /// <param name="location">Where its program was found, when it ended without a greeting.</param>
    public static WorkerStartException ExitedEarly(string worker, WorkerExitInfo exit, WorkerLocation? location = null)
    {
        var message = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{worker} {exit.Describe()} before it was ready.")
            .Append(HintFor(location));
        AppendStderr(message, exit.StderrTail);
        return new WorkerStartException(WorkerStartFailure.ExitedEarly, message.ToString(), exit);
    }

    public static WorkerStartException Violation(string worker, string violation, WorkerExitInfo? exit, string stderrTail)
    {
        var message = new StringBuilder($"{worker} sent {violation} during its start and was killed.");
        AppendStderr(message, stderrTail);
        return new WorkerStartException(WorkerStartFailure.ProtocolViolation, message.ToString(), exit);
    }

    /// <summary>The exception for what the worker itself said.</summary>
    public static WorkerStartException Failed(string worker, WorkerDescriptor contract, StartFailedMessage failed, WorkerExitInfo? exit)
    {
        if (failed.Failure == WorkerStartFailure.ContractMismatch)
        {
            return Mismatch(worker, contract, failed);
        }

        Exception? inner = failed.Error is null ? null : RemoteErrors.ToException(failed.Error, worker, method: null);
        var message = new StringBuilder($"{worker} could not start: {failed.Reason}");
        if (failed.Error is { } error)
        {
            message.Append(' ').Append(error.TypeName).Append(": ").Append(error.Message);
        }

        return new WorkerStartException(failed.Failure, message.ToString(), exit, inner);
    }

    private static WorkerContractMismatchException Mismatch(string worker, WorkerDescriptor contract, StartFailedMessage failed)
    {
        var lines = new List<string>(failed.Differences.Count);
        foreach (SchemaDifference difference in failed.Differences)
        {
            (string name, string schema) = MethodOf(contract, difference);
            if (difference.WorkerSchema is { } workerSchema)
            {
                lines.AddRange(SchemaDiff.Between(schema, workerSchema).Select(line => $"{name}: {line}"));
            }
            else
            {
                lines.Add($"{name}: the worker has no such method; the host has '{schema}'");
            }
        }

        // The reason stands alone where the worker has nothing to compare, such as no class for the contract.
        return Mismatch(worker, contract, lines.Count == 0 ? [failed.Reason] : lines);
    }

    /// <summary>
    /// The exception for members that have the same types but changed places: every byte could be read, and each value would be another's. Names
    /// that are only new do no harm.
    /// </summary>
    /// <returns><c>null</c> when there are none.</returns>
    public static WorkerContractMismatchException? Reordered(string worker, WorkerDescriptor contract, ReadyMessage ready)
    {
        var lines = new List<string>();
        foreach (SchemaDifference difference in ready.Renamed)
        {
            (string name, string schema) = MethodOf(contract, difference);
            lines.AddRange(SchemaDiff.Reordered(schema, difference.WorkerSchema ?? "").Select(line => $"{name}: {line}"));
        }

        return lines.Count == 0 ? null : Mismatch(worker, contract, lines);
    }

    private static WorkerContractMismatchException Mismatch(string worker, WorkerDescriptor contract, IReadOnlyList<string> lines)
    {
        var message = new StringBuilder($"{worker} was built from another version of {contract.ContractName}. Rebuild and deploy both sides together.");
        foreach (string line in lines)
        {
            message.Append("\n  ").Append(line);
        }

        return new WorkerContractMismatchException(message.ToString(), lines);
    }

    /// <summary>The host's method; the index came over the wire.</summary>
    private static (string Name, string Schema) MethodOf(WorkerDescriptor contract, SchemaDifference difference)
        => difference.Method < contract.MethodTable.Length
            ? (contract.MethodTable[difference.Method].Name, contract.MethodTable[difference.Method].Schema)
            : ($"method {difference.Method}", "");

    /// <summary>A program of its own must ask whether it is a worker; one that does not runs as what it is.</summary>
    private static string HintFor(WorkerLocation? location) => location is { IsExecutable: true }
        ? $" The first statement of Main of '{location}' must be OutProcWorker.TryRun, or it does not know that it is a worker."
        : "";

    private static void AppendStderr(StringBuilder message, string tail)
    {
        if (tail.AsSpan().TrimEnd() is { Length: > 0 } text)
        {
            message.Append(" Last standard error: ").Append(text);
        }
    }
}
