namespace OutProc.Chaos.Accounting;

/// <summary>Counts what the workers say that they executed.</summary>
internal static class JournalReader
{
    /// <param name="folder">Where the journals are.</param>
    /// <param name="calls">The number of calls that were made.</param>
    /// <param name="foreign">How many entries name no call; 0 unless a worker ran something that nobody asked for.</param>
    /// <returns>For each call, how often it was executed.</returns>
    public static int[] Count(string folder, int calls, out int foreign)
    {
        int[] executions = new int[calls];
        foreign = 0;
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            byte[] entries = File.ReadAllBytes(file);
            for (int i = 0; i + sizeof(long) <= entries.Length; i += sizeof(long))
            {
                long id = BitConverter.ToInt64(entries, i);
                if (id >= 0 && id < calls)
                {
                    executions[id]++;
                }
                else
                {
                    foreign++;
                }
            }
        }

        return executions;
    }
}
