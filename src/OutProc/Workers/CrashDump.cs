using System.Globalization;

namespace OutProc.Workers;

/// <summary>The memory dumps that the runtime of a crashing worker writes.</summary>
internal static class CrashDump
{
    /// <summary>The file name as the runtime takes it: it puts the process id in.</summary>
    public const string NamePattern = "outproc-%p.dmp";

    /// <summary>The dump that a process has left, or <c>null</c>.</summary>
    public static string? Find(string? folder, int processId)
    {
        if (folder is null)
        {
            return null;
        }

        string path = Path.Combine(Path.GetFullPath(folder), string.Create(CultureInfo.InvariantCulture, $"outproc-{processId}.dmp"));
        return File.Exists(path) ? path : null;
    }
}
