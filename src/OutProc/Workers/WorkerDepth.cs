using System.Globalization;
using OutProc.Contracts;

namespace OutProc.Workers;

/// <summary>How many hosts stand above this process. A worker that starts workers that start workers is stopped before it fills the machine.</summary>
internal static class WorkerDepth
{
    public const string Variable = "OUTPROC_DEPTH";

    /// <summary>0 in an application, 1 in its workers.</summary>
    public static int Current { get; } = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <exception cref="WorkerStartException">A worker of this process would be too deep.</exception>
    public static void Check(int current, int maxDepth, string worker)
    {
        if (current >= maxDepth)
        {
            throw new WorkerStartException(
                WorkerStartFailure.DepthExceeded,
                $"{worker} was not started: this process is a worker itself, {current} deep, and Launch.MaxDepth is {maxDepth}. " +
                "Raise Launch.MaxDepth in the worker that starts workers if the nesting is intended.");
        }
    }

    // What is not a number was not written by OutProc; the safe reading is "deep".
    internal static int Parse(string? value) => value switch
    {
        null or "" => 0,
        _ when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int depth) => depth,
        _ => int.MaxValue,
    };
}
