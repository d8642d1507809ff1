using System.Diagnostics;
using OutProc.Compare.Anchors;
using OutProc.Compare.Probes;
using OutProc.Shared;

namespace OutProc.Compare.Comparisons;

/// <summary>Locks between processes: taken alone, fought over, and left behind by a holder that was killed.</summary>
internal static class LockComparisons
{
    private const int Rounds = 1_000_000;
    private const int RoundsPerCall = 10_000;
    private const int Kills = 5;
    private const int BallastMiB = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>The waiter certainly sleeps after this.</summary>
    private static readonly TimeSpan s_falling = TimeSpan.FromMilliseconds(30);

    public static IEnumerable<Comparison> Create(ComparisonContext context)
    {
        yield return new Comparison(
            "lock",
            [
                new Metric("lock_uncontended", "ns", "C futex word", Better.Lower, 3),
                new Metric("lock_uncontended_async", "ns", "C futex word", Better.Lower),
            ],
            async () => [await MeasureAloneAsync(context), await MeasureAwaitedAsync(context)])
        {
            Tool = AnchorTool.C,
            Anchor = async () =>
            {
                double word = (await context.Programs.RunLocksAsync("futex_word"))["uncontended_acquire_release"];
                return new AnchorSample([word, word]);
            },
        };
        yield return new Comparison(
            "lock-python",
            [
                new Metric("lock_uncontended_python", "ns", "Python mp.Lock", Better.Lower, 1),
                new Metric("lock_contended_python", "Mops/s", "Python mp.Lock, two processes", Better.Higher, 2),
            ],
            async () => [await MeasureAloneAsync(context), await MeasureContendedAsync(context)])
        {
            Tool = AnchorTool.Python,
            Anchor = async () =>
            {
                AnchorOutput python = await context.Programs.RunPythonAsync("lock", context.PythonScale);
                return new AnchorSample([python["mp.Lock", "uncontended_acquire_release"], python["mp.Lock", "contended2_rate"]]);
            },
        };
        yield return new Comparison(
            "lock-after-kill", [new Metric("lock_after_kill", "ms", null, Better.Lower, 20)], () => MeasureAfterKillAsync(Kills, ballastMiB: 0))
        {
            Repetitions = 3,
        };
        yield return new Comparison(
            "lock-after-kill-4g",
            [new Metric("lock_after_kill_4_gib", "ms", null, Better.Lower)],
            () => MeasureAfterKillAsync(1, BallastMiB))
        {
            Repetitions = 3,
            WarmsUp = false,
            OnlyFull = true,
        };
    }

    private static async Task<double> MeasureAloneAsync(ComparisonContext context)
    {
        SharedLock guard = (await context.Pools.Locks.GetAsync()).Shared.Get<SharedLock>(LockProbe.Guard);
        long start = Stopwatch.GetTimestamp();
        for (int done = 0; done < Rounds; done += RoundsPerCall)
        {
            Take(guard, RoundsPerCall);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Rounds;
    }

    private static async Task<double> MeasureAwaitedAsync(ComparisonContext context)
    {
        SharedLock guard = (await context.Pools.Locks.GetAsync()).Shared.Get<SharedLock>(LockProbe.Guard);
        long start = Stopwatch.GetTimestamp();
        for (int done = 0; done < Rounds; done += RoundsPerCall)
        {
            await TakeAsync(guard, RoundsPerCall);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Rounds;
    }

    /// <summary>A method of its own, called often: the compiler improves a method, not a loop.</summary>
    private static void Take(SharedLock guard, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            using SharedLockLease lease = guard.Acquire(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The same, awaited.</summary>
    private static async Task TakeAsync(SharedLock guard, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            using SharedLockLease lease = await guard.AcquireAsync();
        }
    }

    private static async Task<double> MeasureContendedAsync(ComparisonContext context)
    {
        IWorkerPool<ILockProbe> pool = await context.Pools.Locks.GetAsync();
        SharedEvent stop = pool.Shared.Get<SharedEvent>(LockProbe.Stop);
        SharedCountdown ready = pool.Shared.Get<SharedCountdown>(LockProbe.Ready);
        stop.Reset();
        ready.Reset(2);
        Task<long>[] workers = [pool.Proxy.ContendAsync().AsTask(), pool.Proxy.ContendAsync().AsTask()];
        await ready.WaitAsync(s_patience);
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(context.Duration);
        stop.Set();
        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        return (await Task.WhenAll(workers)).Sum() / microseconds;
    }

    private static async Task<double[]> MeasureAfterKillAsync(int kills, int ballastMiB)
    {
        double[] times = new double[kills];
        for (int i = 0; i < kills; i++)
        {
            // A pool for each: one whose workers die again and again starts no more.
            await using IWorkerPool<ILockProbe> pool = await WorkerPool.StartAsync<ILockProbe>(static options =>
            {
                options.Pool.MaxWorkers = 1;
                options.Shared.AddLock(LockProbe.Guard);
            });
            SharedLock guard = pool.Shared.Get<SharedLock>(LockProbe.Guard);
            int holder = await pool.Proxy.HoldAsync(ballastMiB);
            Task<SharedLockLease> waiting = guard.AcquireAsync(s_patience).AsTask();
            await Task.Delay(s_falling);
            using var process = Process.GetProcessById(holder);
            long start = Stopwatch.GetTimestamp();
            process.Kill();
            using SharedLockLease lease = await waiting;
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!lease.WasAbandoned)
            {
                throw new InvalidOperationException("The lock does not tell that its holder died.");
            }
        }

        Array.Sort(times);
        return [times[kills / 2]];
    }
}
