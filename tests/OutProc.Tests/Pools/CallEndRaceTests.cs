using System.Collections.Concurrent;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.Tests.Support;

namespace OutProc.Tests.Pools;

/// <summary>Cancellations and time limits that race with results: each call ends once, with its own result or with its own reason.</summary>
public sealed class CallEndRaceTests
{
    private static readonly MethodDescriptor s_limited = new(ProbeDispatcher.UntilCancelled, 103, "UntilCancelled", 0, "") { TimeoutMilliseconds = 2 };

    private static readonly MethodDescriptor s_tight = new(ProbeDispatcher.Echo, 100, "Echo", 0, "") { TimeoutMilliseconds = 1 };

    [Fact]
    public async Task Calls_CancelledAndLimitedAtRandom_EachEndsOnceWithItsOwn()
    {
        const int Callers = 4;
        const int Calls = 400;
        var launcher = new LoopbackLauncher();
        var options = new WorkerPoolOptions { Pool = { MaxWorkers = 2, QueueTimeout = TimeSpan.FromMilliseconds(15) } };

        // Nothing here ignores its token; a machine that is busy must not look like it.
        options.Calls.CancelGrace = Timeout.InfiniteTimeSpan;
        await using var pool = new PoolScheduler(
            ProbeCalls.Descriptor, options, launcher, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var calls = new ProbeCalls(ProbeCalls.Pool(pool, prefetch: 2));
        var outcomes = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (int i = 0; i < Calls; i++)
            {
                int argument = (caller * Calls) + i;
                using var cancel = new CancellationTokenSource();
                Task<int> call = random.Next(3) switch
                {
                    0 => calls.CallAsync(s_limited, argument, cancel.Token).AsTask(),
                    1 => calls.CallAsync(s_tight, argument, cancel.Token).AsTask(),
                    _ => calls.CallAsync(ProbeDispatcher.Echo, argument, cancel.Token).AsTask(),
                };
                if (random.Next(2) == 0)
                {
                    cancel.CancelAfter(random.Next(3));
                }

                string outcome;
                try
                {
                    (await call).ShouldBe(argument);
                    outcome = "result";
                }
                catch (RemoteCanceledException e)
                {
                    e.CancellationToken.ShouldBe(cancel.Token);
                    outcome = "cancelled";
                }
                catch (RemoteTimeoutException e)
                {
                    e.WorkerKilled.ShouldBeFalse();
                    outcome = e.Executed == TimeSpan.Zero ? "queue" : "limit";
                }

                outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
            }
        }))).DefaultTimeout();

        outcomes.Values.Sum().ShouldBe(Callers * Calls);
        outcomes.Keys.ShouldContain("result");
        outcomes.Keys.ShouldContain("cancelled");
        outcomes.Keys.ShouldContain("limit");
        launcher.Starts.ShouldBe(2, "no worker was killed");
    }
}
