using System.Globalization;

namespace OutProc.Workers;

/// <summary>Removes what a killed .NET process leaves in the temporary folder: its diagnostics socket and its debugger pipes.</summary>
internal static class DiagnosticFiles
{
    private const string DefaultFolder = "/tmp";

    // Fields of /proc/PID/stat after the name, which is in parentheses and may contain anything: the state is the third of all, the start time the 22nd.
    private const int FieldsFromStateToStartTime = 22 - 3;

    /// <summary>
    /// Removes the files of a process that has ended but was not reaped, so that its id cannot have passed to another process yet.
    /// </summary>
    /// <param name="processId">The process id.</param>
    /// <param name="temporaryFolder">The worker's <c>TMPDIR</c>, or <c>null</c>.</param>
    public static void Remove(int processId, string? temporaryFolder)
    {
        // The names carry the start time besides the id; knowing both, nothing has to be searched for in a folder that may be huge.
        string key;
        try
        {
            key = ReadStartTime(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat")));
        }
        catch (IOException)
        {
            return;
        }

        string folder = string.IsNullOrEmpty(temporaryFolder) ? DefaultFolder : temporaryFolder;
        TryDelete(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}-{key}-socket")));
        TryDelete(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"clr-debug-pipe-{processId}-{key}-in")));
        TryDelete(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"clr-debug-pipe-{processId}-{key}-out")));
    }

    internal static string ReadStartTime(string stat)
    {
        ReadOnlySpan<char> fields = stat.AsSpan(stat.LastIndexOf(')') + 2);
        for (int i = 0; i < FieldsFromStateToStartTime; i++)
        {
            fields = fields[(fields.IndexOf(' ') + 1)..];
        }

        return fields[..fields.IndexOf(' ')].ToString();
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Litter that cannot be removed is not worth failing for.
        }
    }
}
