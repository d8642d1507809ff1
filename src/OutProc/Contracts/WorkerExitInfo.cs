using System.Globalization;
using System.Text;

namespace OutProc.Contracts;

/// <summary>How a worker process ended.</summary>
public sealed record WorkerExitInfo
{
    /// <summary>The process id. It may belong to another process by now.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The exit code, or <c>null</c> when the process was ended by a signal or its end could not be observed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended the process, or <c>null</c>.</summary>
    public int? Signal { get; init; }

    /// <summary>Whether the worker said goodbye before it ended, as it does after an orderly stop.</summary>
    public bool CleanGoodbye { get; init; }

    /// <summary>How many processes had carried the worker's number, this one included.</summary>
    public int Generation { get; init; }

    /// <summary>The methods that the worker had started and not answered, in the order of their calls. One per call.</summary>
    public IReadOnlyList<string> StartedMethods { get; init; } = [];

    /// <summary>How long the process lived.</summary>
    public TimeSpan Uptime { get; init; }

    /// <summary>The last lines of standard error, at most 8 KiB.</summary>
    public string StderrTail { get; init; } = "";

    /// <summary>The memory dump that the runtime wrote when it crashed, if <c>Launch.DumpFolder</c> asked for one.</summary>
    public string? DumpPath { get; init; }

    /// <summary>Says in words how the process ended: <c>exited with code 3</c>, <c>was killed by signal 9 (SIGKILL)</c>.</summary>
    /// <returns>The words, without process id.</returns>
    public string Describe() => this switch
    {
        { Signal: { } signal } => string.Create(CultureInfo.InvariantCulture, $"was ended by signal {signal}{SignalName(signal)}"),
        { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"exited with code {code}"),
        _ => "ended; how it ended could not be observed",
    };

    internal void AppendStderr(StringBuilder message)
    {
        if (StderrTail.Length > 0)
        {
            message.Append(" Last standard error: ").Append(StderrTail.AsSpan().TrimEnd());
        }
    }

    private static string SignalName(int signal) => signal switch
    {
        2 => " (SIGINT)",
        3 => " (SIGQUIT)",
        4 => " (SIGILL)",
        6 => " (SIGABRT: unhandled exception, fail-fast or fatal runtime error)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL)",
        11 => " (SIGSEGV)",
        15 => " (SIGTERM)",
        _ => "",
    };
}
