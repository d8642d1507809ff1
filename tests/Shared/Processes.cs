using System.Diagnostics;
using System.Globalization;

namespace OutProc.Testing.Shared;

/// <summary>Looks at processes from outside.</summary>
internal static class Processes
{
    /// <summary>Whether a process runs. One that has ended and was not collected yet counts as ended.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until a process has ended, at most for the given time.</summary>
    /// <returns>Whether it has.</returns>
    public static async Task<bool> WaitForEndAsync(int pid, TimeSpan limit)
    {
        long started = Stopwatch.GetTimestamp();
        while (IsAlive(pid))
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                return false;
            }

            // Foreign processes cannot be awaited, only looked at.
            await Task.Delay(5);
        }

        return true;
    }

    /// <summary>Ends a process with SIGKILL.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }
}
