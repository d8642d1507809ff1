using System.Diagnostics;
using System.Globalization;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Kills workers that fight over a lock, at any step of taking, holding and giving it back, and looks that it is neither lost nor had twice.</summary>
public static class LockKills
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <param name="kills">How many workers to kill.</param>
    /// <param name="workers">How many there are at a time.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="progress">Told of each kill.</param>
    public static async Task<LockKillsReport> RunAsync(int kills, int workers, int seed, Action<int>? progress = null)
    {
        var random = new Random(seed);
        await using IWorkerPool<ILockVictim> pool = await WorkerPool.StartAsync<ILockVictim>(options =>
        {
            options.Pool.MinWorkers = workers;
            options.Pool.MaxWorkers = workers;
            options.Restart.MaxFailures = int.MaxValue;
            options.Restart.FirstDelay = TimeSpan.FromMilliseconds(1);
            options.Restart.MaxDelay = TimeSpan.FromMilliseconds(1);
            options.Shared.AddLock(LockVictim.Guard).AddArray<long>(LockVictim.Record, LockVictim.RecordLength);
        });
        SharedLock guard = pool.Shared.Get<SharedLock>(LockVictim.Guard);
        SharedArray<long> record = pool.Shared.Get<SharedArray<long>>(LockVictim.Record);
        using var stop = new CancellationTokenSource();
        Task[] callers = [.. Enumerable.Range(0, workers).Select(i => CallAsync(pool, seed + (i * 1_000_003), stop.Token))];
        int killed = 0;
        string? lost = null;
        long slowest = 0;
        while (killed < kills && lost is null)
        {
            long visits = Volatile.Read(ref record[LockVictim.Before]);
            WorkerProcess<ILockVictim>[] running = [.. pool.Workers.Where(static worker => worker.RunningMethod is not null)];
            if (running.Length == 0)
            {
                // A caller that has ended has met what none should.
                await Task.WhenAll(callers.Where(static caller => caller.IsCompleted));
                await Task.Delay(1);
                continue;
            }

            SpinFor(random.Next(300));
            if (!TryKill(running[random.Next(running.Length)].ProcessId))
            {
                continue;
            }

            killed++;
            progress?.Invoke(killed);
            long start = Stopwatch.GetTimestamp();

            // From outside of the workers, too: whoever held it is dead or gives it back soon.
            try
            {
                await using SharedLockLease lease = await guard.AcquireAsync(s_patience);
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(start).Ticks);
                if (lease.WasAbandoned)
                {
                    record[LockVictim.Abandoned]++;
                    record[LockVictim.After] = record[LockVictim.Before];
                    record[LockVictim.Inside] = 0;
                }
            }
            catch (TimeoutException)
            {
                lost = string.Create(CultureInfo.InvariantCulture, $"after kill {killed} the lock was held for ever");
            }

            while (lost is null && Volatile.Read(ref record[LockVictim.Before]) == visits)
            {
                if (Stopwatch.GetElapsedTime(start) > s_patience)
                {
                    lost = string.Create(CultureInfo.InvariantCulture, $"after kill {killed} nobody took the free lock");
                }

                await Task.Delay(1);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(s_patience);
        return new LockKillsReport(
            killed,
            record[LockVictim.Before],
            record[LockVictim.Abandoned],
            record[LockVictim.DoubleOwners],
            record[LockVictim.Untold],
            TimeSpan.FromTicks(slowest),
            lost);
    }

    private static async Task CallAsync(IWorkerPool<ILockVictim> pool, int seed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await pool.Proxy.ContendAsync(++seed, stop);
            }
            catch (WorkerCrashedException)
            {
                // As it should.
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static bool TryKill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void SpinFor(int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + (microseconds * Stopwatch.Frequency / 1_000_000);
        while (Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(10);
        }
    }
}
