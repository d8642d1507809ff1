using OutProc.Chaos.Faults;

namespace OutProc.Chaos.Accounting;

/// <summary>What this process holds that a pool could have left behind.</summary>
internal sealed record Resources(IReadOnlyList<string> Descriptors, int Threads, int Mappings, int Processes, int Files)
{
    /// <summary>What is there now. Assemblies that the runtime loads on first use are not counted.</summary>
    public static Resources Take() => new(
        [.. Directory.GetFiles("/proc/self/fd").Select(KindOf).Where(static kind => !kind.EndsWith(".dll", StringComparison.Ordinal))],
        Directory.GetDirectories("/proc/self/task").Count(IsOurs),
        File.ReadLines("/proc/self/maps").Count(static line => line.Contains("memfd:outproc", StringComparison.Ordinal)),
        ChildProcesses.List().Count(),
        Directory.GetFileSystemEntries(Path.GetTempPath()).Length);

    /// <summary>Waits for what ends on its own account: threads on their way out, memory whose owner was collected.</summary>
    /// <returns>What is more than in <paramref name="before"/> after some seconds, each by its name.</returns>
    public static async Task<IReadOnlyList<(string Name, int Count)>> FindLeftoversAsync(Resources before)
    {
        for (int attempt = 0; ; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            List<(string, int)> left = Take().Above(before);
            if (left.Count == 0 || attempt == 50)
            {
                return left;
            }

            await Task.Delay(100);
        }
    }

    private List<(string Name, int Count)> Above(Resources before)
    {
        (string Name, int Count)[] all =
        [
            .. Descriptors.CountBy(static kind => kind)
                .Select(kind => ($"descriptors of {kind.Key}", kind.Value - before.Descriptors.Count(other => other == kind.Key))),
            ("threads", Threads - before.Threads),
            ("mappings", Mappings - before.Mappings),
            ("processes", Processes - before.Processes),
            ("files", Files - before.Files),
        ];
        return [.. all.Where(static entry => entry.Count > 0)];
    }

    /// <summary>What a descriptor leads to, without the numbers that tell one socket from another.</summary>
    private static string KindOf(string entry)
    {
        try
        {
            string target = File.ResolveLinkTarget(entry, returnFinalTarget: false)?.Name ?? "";
            int colon = target.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? target : target[..colon];
        }
        catch (IOException)
        {
            return "what was closed just now";
        }
    }

    private static bool IsOurs(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).StartsWith("OutProc", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has just ended.
            return false;
        }
    }
}
