using System.Diagnostics;
using System.Globalization;
using OutProc.Chaos.Accounting;
using OutProc.Chaos.Calls;
using OutProc.Chaos.Faults;
using OutProc.Chaos.Workers;
using OutProc.Workers;

namespace OutProc.Chaos;

/// <summary>A whole run: pools, callers and the adversary side by side, then the account.</summary>
internal static class ChaosRun
{
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromSeconds(10);

    /// <returns>Whether every call ended as it must and nothing was left.</returns>
    public static async Task<bool> RunAsync(ChaosOptions options)
    {
        string folder = Directory.CreateTempSubdirectory("outproc-chaos-").FullName;
        string journals = Directory.CreateDirectory(Path.Combine(folder, "journals")).FullName;

        // A folder for temporary files that nobody else uses: what is in it at the end, a worker has left.
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName);
        try
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Duration.TotalSeconds} s, seed {options.Seed}, 3 pools of {options.Workers} workers, {options.Callers} callers"));

            // What the runtime opens on first use and keeps is no leak.
            foreach (IVictimPool pool in await StartAsync(options, journals))
            {
                await pool.Calls.TransformLaterAsync(-1, [], 1, CancellationToken.None);
                await pool.DisposeAsync();
            }

            Directory.Delete(journals, recursive: true);
            Directory.CreateDirectory(journals);
            Resources before = Resources.Take();

            var ledger = new Ledger();
            IReadOnlyList<IVictimPool> pools = await StartAsync(options, journals);
            var adversary = new Adversary(pools, ledger, options.Seed);
            using (var stop = new CancellationTokenSource(options.Duration))
            {
                IEnumerable<Task> callers = StartCallers(options, pools, ledger, stop.Token);
                await Task.WhenAll([.. callers, adversary.RunAsync(stop.Token), ShowProgressAsync(ledger, adversary, stop.Token)]);
            }

            long disposing = Stopwatch.GetTimestamp();
            foreach (IVictimPool pool in pools)
            {
                await pool.DisposeAsync();
            }

            TimeSpan disposed = Stopwatch.GetElapsedTime(disposing);
            IReadOnlyList<(string Name, int Count)> left = await Resources.FindLeftoversAsync(before);
            int[] executions = JournalReader.Count(journals, ledger.Count, out int foreign);
            var account = Account.Of(ledger, executions, foreign);
            Report.Write(ledger, adversary, account, left, disposed);
            return account.IsClean && left.Count == 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<IVictimPool>> StartAsync(ChaosOptions options, string journals) =>
    [
        await VictimPool<IVictim>.StartAsync(
            "rings", WorkerTransport.SharedMemory, options.Workers, prefetch: 4, journals, static v => new SerializedCalls(v)),
        await VictimPool<IConcurrentVictim>.StartAsync(
            "rings, concurrent", WorkerTransport.SharedMemory, options.Workers, prefetch: 0, journals, static v => new ConcurrentCalls(v)),
        await VictimPool<IVictim>.StartAsync(
            "sockets", WorkerTransport.Socket, options.Workers, prefetch: 2, journals, static v => new SerializedCalls(v)),
    ];

    private static IEnumerable<Task> StartCallers(
        ChaosOptions options, IReadOnlyList<IVictimPool> pools, Ledger ledger, CancellationToken stop)
    {
        int seed = options.Seed;
        foreach (IVictimPool pool in pools)
        {
            for (int i = 0; i < options.Callers; i++)
            {
                var caller = new Caller(pool, ledger, new Random(++seed));
                yield return Task.Run(() => caller.RunAsync(stop), CancellationToken.None);
            }
        }
    }

    private static async Task ShowProgressAsync(Ledger ledger, Adversary adversary, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(s_progressInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:F0} s {ledger.Count,12:N0} calls {adversary.Count,8:N0} faults"));
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }
}
