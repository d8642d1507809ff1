using System.Diagnostics;
using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Takes a lock and gives it back, in every way there is, until it is killed; and looks whether anybody else has the lock meanwhile.</summary>
[RemoteWorker]
public sealed class LockVictim(IWorkerContext context)
{
    public const string Guard = "guard";
    public const string Record = "record";

    /// <summary>What the lock guards: who is inside, two numbers that are equal while nobody is, and what was found wrong.</summary>
    public const int Inside = 0;
    public const int Before = 1;
    public const int After = 2;
    public const int Token = 3;
    public const int Abandoned = 4;
    public const int DoubleOwners = 5;
    public const int Untold = 6;
    public const int RecordLength = 8;

    public async Task ContendAsync(int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        SharedLock guard = context.Shared.Get<SharedLock>(Guard);
        SharedArray<long> record = context.Shared.Get<SharedArray<long>>(Record);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using SharedLockLease lease = await TakeAsync(guard, random, cancellationToken);
                await VisitAsync(record, lease, random);
            }
            catch (TimeoutException)
            {
                // Others had it. Waits that are given up leave something to clean up, too.
            }

            // Alone, and fought over, and waited for.
            Linger(random);
        }
    }

    private static ValueTask<SharedLockLease> TakeAsync(SharedLock guard, Random random, CancellationToken cancellationToken) => random.Next(3) switch
    {
        0 => new ValueTask<SharedLockLease>(guard.Acquire(Timeout.InfiniteTimeSpan, cancellationToken)),
        1 => guard.AcquireAsync(cancellationToken),
        _ => guard.AcquireAsync(TimeSpan.FromMilliseconds(random.Next(1, 3)), cancellationToken),
    };

    private static async Task VisitAsync(SharedArray<long> record, SharedLockLease lease, Random random)
    {
        int self = Environment.ProcessId;
        long before = Interlocked.Exchange(ref record[Inside], self);
        if (lease.WasAbandoned)
        {
            record[Abandoned]++;
            record[After] = record[Before];
        }
        else if (before != 0 || record[Before] != record[After] || record[Token] >= lease.FencingToken)
        {
            // Either somebody is inside, or somebody died there and this one was not told.
            Interlocked.Increment(ref record[Untold]);
        }

        record[Token] = lease.FencingToken;
        record[Before]++;
        if (random.Next(8) == 0)
        {
            await Task.Yield();
        }
        else
        {
            Linger(random);
        }

        record[After]++;
        if (Interlocked.Exchange(ref record[Inside], 0) != self || !lease.IsHeld)
        {
            Interlocked.Increment(ref record[DoubleOwners]);
        }
    }

    private static void Linger(Random random)
    {
        if (random.Next(4) == 0)
        {
            long end = Stopwatch.GetTimestamp() + (random.Next(100) * Stopwatch.Frequency / 1_000_000);
            while (Stopwatch.GetTimestamp() < end)
            {
                Thread.SpinWait(10);
            }
        }
    }
}
