using System.Globalization;

namespace OutProc.Chaos.Faults;

/// <summary>The processes that this one has started.</summary>
internal static class ChildProcesses
{
    public static IEnumerable<int> List()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && IsChild(id))
            {
                yield return id;
            }
        }
    }

    public static bool IsChild(int processId)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));

            // Behind the name, which may hold anything: " S 4711 ...", the state and the parent.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 3);
            return int.Parse(fields[1], CultureInfo.InvariantCulture) == Environment.ProcessId;
        }
        catch (IOException)
        {
            // Gone, or no descriptor left to look.
            return false;
        }
    }
}
