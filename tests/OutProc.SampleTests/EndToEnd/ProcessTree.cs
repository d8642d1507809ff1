using System.Globalization;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>Who started whom, from <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <summary>The running processes that a process started, directly or not.</summary>
    public static IReadOnlyList<int> DescendantsOf(int processId)
    {
        ILookup<int, int> children = Parents().ToLookup(entry => entry.Parent, entry => entry.Child);
        List<int> found = [];
        Queue<int> open = new([processId]);
        while (open.TryDequeue(out int parent))
        {
            foreach (int child in children[parent])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found;
    }

    private static IEnumerable<(int Child, int Parent)> Parents()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int child)
                && TryReadParent(folder, out int parent))
            {
                yield return (child, parent);
            }
        }
    }

    private static bool TryReadParent(string folder, out int parent)
    {
        parent = 0;
        try
        {
            // "pid (name) state ppid ...", where the name may contain anything.
            string stat = File.ReadAllText(Path.Join(folder, "stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
            return fields[0] != "Z";
        }
        catch (IOException)
        {
            // It ended while we looked.
            return false;
        }
    }
}
