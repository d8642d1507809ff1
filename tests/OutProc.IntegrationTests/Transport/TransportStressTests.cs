using System.Diagnostics;
using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Transport;

/// <summary>
/// Calls of all sizes from many threads, on workers that are killed at random points: each call ends, with its own result or as that of a dead
/// worker.
/// </summary>
[Collection(nameof(Alone))]
public sealed class TransportStressTests(ITestOutputHelper output)
{
    private const int Callers = 8;

    /// <summary>Around the edges of what is copied at once: nothing, a ring's step, a piece, several pieces, more than a ring.</summary>
    private static readonly int[] s_sizes = [0, 1, 31, 100, 4_000, 70_000, 131_072, 400_000, 1_300_000];

    private static TimeSpan Duration
        => Environment.GetEnvironmentVariable("OUTPROC_NIGHTLY") == "1" ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(WorkerTransport.SharedMemory, 0)]
    [InlineData(WorkerTransport.SharedMemory, 20)]
    [InlineData(WorkerTransport.SharedMemory, 1000)]
    [InlineData(WorkerTransport.Socket, 0)]
    [InlineData(WorkerTransport.Socket, 20)]
    public async Task Calls_WorkersAreKilledAtRandom_EachEndsOnceWithItsOwnResult(WorkerTransport transport, int spinMicroseconds)
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using IWorkerPool<IReverser> pool = await WorkerPool.StartAsync<IReverser>(options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MaxWorkers = 2;
            options.Pool.Prefetch = 4;
            options.Launch.Transport = transport;
            options.Calls.SpinBudget = TimeSpan.FromMicroseconds(spinMicroseconds);
        }).DefaultTimeout();

        using var stop = new CancellationTokenSource(Duration);
        Task<(int Answered, int Crashed)>[] callers =
            [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(pool.Proxy, new Random(seed + caller), stop.Token)))];
        int kills = await KillAsync(pool, new Random(seed - 1), stop.Token);
        (int Answered, int Crashed)[] outcomes = await Task.WhenAll(callers).WaitAsync(Duration + TimeSpan.FromMinutes(1));

        int answered = outcomes.Sum(outcome => outcome.Answered);
        int crashed = outcomes.Sum(outcome => outcome.Crashed);
        output.WriteLine($"{answered} answered, {crashed} crashed, {kills} kills");
        answered.ShouldBeGreaterThan(0);
        crashed.ShouldBeLessThanOrEqualTo(kills * (Callers + 1), "a dead worker fails only the calls it had");
        (await pool.Proxy.ReverseAsync([1, 2, 3]).DefaultTimeout()).ShouldBe([3, 2, 1], "the pool goes on");
    }

    private static async Task<(int Answered, int Crashed)> CallAsync(IReverser proxy, Random random, CancellationToken stop)
    {
        int answered = 0;
        int crashed = 0;
        while (!stop.IsCancellationRequested)
        {
            byte[] data = new byte[s_sizes[random.Next(s_sizes.Length)]];
            random.NextBytes(data);
            byte[] expected = [.. data];
            Array.Reverse(expected);
            try
            {
                // The end of the test cancels no call: each must end by itself.
                ValueTask<byte[]> call = random.Next(2) == 0
                    ? proxy.ReverseAsync(data, CancellationToken.None)
                    : proxy.ReverseLaterAsync(data, CancellationToken.None);
                byte[] result = await call.DefaultTimeout();
                result.AsSpan().SequenceEqual(expected).ShouldBeTrue($"a result of {data.Length} bytes");
                answered++;
            }
            catch (WorkerCrashedException)
            {
                crashed++;
            }
        }

        return (answered, crashed);
    }

    private static async Task<int> KillAsync(IWorkerPool<IReverser> pool, Random random, CancellationToken stop)
    {
        int kills = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                IReadOnlyList<WorkerProcess<IReverser>> workers = pool.Workers;
                if (workers.Count > 1 && TryKill(workers[random.Next(workers.Count)].ProcessId))
                {
                    kills++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        return kills;
    }

    private static bool TryKill(int processId)
    {
        try
        {
            using var victim = Process.GetProcessById(processId);
            victim.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            // Gone already.
            return false;
        }
    }
}
