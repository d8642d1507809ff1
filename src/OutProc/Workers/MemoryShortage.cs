using System.Globalization;
using OutProc.Contracts;

namespace OutProc.Workers;

/// <summary>Tells whether a process ended for want of memory, which neither exit code nor signal says.</summary>
internal sealed class MemoryShortage
{
    private const int SigAbort = 6;
    private const int SigKill = 9;
    private const string Counter = "oom_kill ";

    private readonly string[] _counters;
    private readonly long? _before;

    private MemoryShortage(string[] counters)
    {
        _counters = counters;
        _before = CountKills();
    }

    /// <summary>Remembers how often the kernel has killed for memory so far. Made when the process starts.</summary>
    public static MemoryShortage Watch() => new([OwnGroupCounter(), "/proc/vmstat"]);

    /// <param name="counters">Files that may hold the kernel's counter. The first that does is taken.</param>
    public static MemoryShortage Watch(params string[] counters) => new(counters);

    /// <summary>Whether the end of the process, which nobody had asked for, was one for want of memory.</summary>
    /// <param name="exit">The end.</param>
    /// <param name="isLimited">Whether the memory of the process was limited.</param>
    public bool Explains(WorkerExitInfo exit, bool isLimited = false) => exit.Signal switch
    {
        // What the runtime says when it cannot go on, and what it says of an exception that nobody caught: where memory is scarce, not even that.
        SigAbort => exit.StderrTail.Contains("Out of memory", StringComparison.OrdinalIgnoreCase)
            || exit.StderrTail.Contains("System.OutOfMemoryException", StringComparison.Ordinal)
            || (isLimited && exit.StderrTail.Contains("Cannot print exception string", StringComparison.Ordinal)),
        SigKill => _before is { } before && CountKills() > before,
        _ => false,
    };

    private long? CountKills()
    {
        foreach (string file in _counters)
        {
            try
            {
                foreach (string line in File.ReadLines(file))
                {
                    if (line.StartsWith(Counter, StringComparison.Ordinal)
                        && long.TryParse(line.AsSpan(Counter.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long count))
                    {
                        return count;
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Expected: older control groups, containers that hide the file.
            }
        }

        return null;
    }

    /// <summary>The events of the control group (version 2) that this process is in, and its workers with it.</summary>
    private static string OwnGroupCounter()
    {
        try
        {
            foreach (string line in File.ReadLines("/proc/self/cgroup"))
            {
                if (line.StartsWith("0::/", StringComparison.Ordinal))
                {
                    return Path.Combine("/sys/fs/cgroup", line["0::/".Length..], "memory.events");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As if there were none.
        }

        return "/sys/fs/cgroup/memory.events";
    }
}
