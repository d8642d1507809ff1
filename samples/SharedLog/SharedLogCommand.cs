using System.Diagnostics;
using System.Globalization;

namespace SharedLog;

/// <summary>One run of the program: two rounds of writing, and a look at the file after each.</summary>
internal sealed class SharedLogCommand(IWorkerPool<ILogWriter> pool, SharedLogOptions options, TextWriter output)
{
    /// <summary>How many holders of the lock die in a round.</summary>
    private const int Deaths = 5;

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        output.WriteLine(FormattableString.Invariant($"{options.Workers} processes append to {options.File}"));
        bool inherited = await RunRoundAsync("lock inherited", (writer, ct) => pool.Proxy.AppendAsync(options.File, writer, options.Lines, ct), stopping);

        // Added while the workers run, which hear of it, and given to them as an argument.
        pool.Shared.Add(shared => shared.AddLock("late"));
        SharedLock late = pool.Shared.Get<SharedLock>("late");
        bool passed = await RunRoundAsync(
            "lock passed", (writer, ct) => pool.Proxy.AppendWithAsync(late, options.File, writer, options.Lines, ct), stopping);
        return inherited && passed ? 0 : 2;
    }

    private async Task<bool> RunRoundAsync(string title, Func<int, CancellationToken, ValueTask> append, CancellationToken stopping)
    {
        File.Delete(options.File);
        SharedValue<int> abandoned = pool.Shared.Get<SharedValue<int>>(SharedNames.Abandoned);
        int before = abandoned.Read();
        long start = Stopwatch.GetTimestamp();
        var killer = new HolderKiller(pool, pool.Shared.Get<SharedValue<int>>(SharedNames.Holder), abandoned);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task killing = options.KillHolder ? killer.RunAsync(Deaths, written.Token) : Task.CompletedTask;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(writer => WriteAsync(writer, append, stopping)));
        }
        finally
        {
            await written.CancelAsync();
            await killing;
        }

        int deaths = abandoned.Read() - before;
        LogCheck check = LogCheck.Of(options.File, options.Workers, options.Lines);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title,-14}  {options.Workers * options.Lines:N0} lines in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, "
            + $"{killer.Kills} killed, {deaths} of them with the lock: {Describe(check)}"));
        if (options.KillHolder && deaths < Deaths)
        {
            output.WriteLine(FormattableString.Invariant($"The lines were written before {Deaths} holders were dead; try more --lines."));
            return false;
        }

        return check.IsSound;
    }

    private static async Task WriteAsync(int writer, Func<int, CancellationToken, ValueTask> append, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await append(writer, stopping);
                return;
            }
            catch (WorkerCrashedException)
            {
                // Another worker goes on where the dead one stopped: the method looks into the file.
            }
        }
    }

    private static string Describe(LogCheck check) => check.IsSound
        ? "every line whole, each exactly once"
        : FormattableString.Invariant($"{check.Broken} broken, {check.Missing} missing, {check.Repeated} repeated");
}
