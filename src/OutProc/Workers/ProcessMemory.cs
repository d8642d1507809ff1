using System.Globalization;

namespace OutProc.Workers;

/// <summary>How much memory a process uses, seen from outside.</summary>
internal static class ProcessMemory
{
    /// <summary>The bytes a process has in memory, or <c>null</c> when it is gone.</summary>
    public static long? TryGetResidentBytes(int processId)
    {
        try
        {
            return Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/statm")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the second number: resident pages.</summary>
    internal static long? Parse(string statm)
    {
        ReadOnlySpan<char> rest = statm.AsSpan(statm.IndexOf(' ') + 1);
        int end = rest.IndexOf(' ');
        return end > 0 && long.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long pages)
            ? pages * Environment.SystemPageSize
            : null;
    }
}
