namespace OutProc.Benchmarks.Calls;

/// <summary>Calls from several places at a time.</summary>
internal static class Callers
{
    /// <summary>Makes <paramref name="calls"/> calls, <paramref name="callers"/> at a time.</summary>
    public static Task RunAsync(int callers, int calls, Func<ValueTask<int>> call)
    {
        Task[] all = new Task[callers];
        for (int i = 0; i < callers; i++)
        {
            all[i] = CallAsync(calls / callers, call);
        }

        return Task.WhenAll(all);
    }

    private static async Task CallAsync(int calls, Func<ValueTask<int>> call)
    {
        for (int i = 0; i < calls; i++)
        {
            await call().ConfigureAwait(false);
        }
    }
}
