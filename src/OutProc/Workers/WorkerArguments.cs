using System.Globalization;

namespace OutProc.Workers;

/// <summary>The arguments of a worker process: enough to recognise it in a process listing and to check who started it.</summary>
/// <param name="Name">The worker's name: <c>Thumbnails#2</c>.</param>
/// <param name="HostProcessId">The process id of the host.</param>
internal readonly record struct WorkerArguments(string Name, int HostProcessId)
{
    private const string Verb = "outproc-worker";
    private const string HostPrefix = "host=";

    public string[] ToArray() => [Verb, Name, string.Create(CultureInfo.InvariantCulture, $"{HostPrefix}{HostProcessId}")];

    /// <summary>Tells the arguments of a worker from those of an application.</summary>
    public static bool TryParse(ReadOnlySpan<string> args, out WorkerArguments parsed)
    {
        if (args.Length == 3
            && args[0] == Verb
            && args[2].StartsWith(HostPrefix, StringComparison.Ordinal)
            && int.TryParse(args[2].AsSpan(HostPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int host))
        {
            parsed = new WorkerArguments(args[1], host);
            return true;
        }

        parsed = default;
        return false;
    }
}
