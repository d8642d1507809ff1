using System.Runtime.InteropServices;

namespace OutProc.Chaos.Faults;

/// <summary>The number of descriptors that this process may have.</summary>
internal static unsafe class DescriptorLimit
{
    private const int NumberOfFiles = 7;

    /// <summary>Takes away all but a few of the free descriptors.</summary>
    /// <returns>The limit before, for <see cref="Restore"/>.</returns>
    public static ulong Lower(int left)
    {
        int highest = 0;
        foreach (string entry in Directory.GetFiles("/proc/self/fd"))
        {
            highest = Math.Max(highest, int.Parse(Path.GetFileName(entry), System.Globalization.CultureInfo.InvariantCulture));
        }

        Limit limit = Get();
        ulong before = limit.Current;
        limit.Current = Math.Min(limit.Current, (ulong)(highest + 1 + left));
        Set(limit);
        return before;
    }

    public static void Restore(ulong before)
    {
        Limit limit = Get();
        limit.Current = before;
        Set(limit);
    }

    private static Limit Get()
    {
        Limit limit;
        ThrowIfFailed(GetLimit(NumberOfFiles, &limit));
        return limit;
    }

    private static void Set(Limit limit) => ThrowIfFailed(SetLimit(NumberOfFiles, &limit));

    private static void ThrowIfFailed(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException("The limit of open files cannot be read or set.");
        }
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int GetLimit(int resource, Limit* limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, Limit* limit);

    private struct Limit
    {
        public ulong Current;
        public ulong Maximum;
    }
}
