using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Uses locks and their like for its host, by name, and keeps what it took.</summary>
[RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
public sealed class Synchronizer(IWorkerContext context)
{
    private readonly Stack<IDisposable> _held = [];

    public int ProcessId() => Environment.ProcessId;

    public bool TryAcquire(string name)
    {
        bool taken = context.Shared.Get<SharedLock>(name).TryAcquire(out SharedLockLease lease);
        if (taken)
        {
            Keep(lease);
        }

        return taken;
    }

    public async Task<bool> AcquireAsync(string name, CancellationToken cancellationToken)
    {
        SharedLockLease lease = await context.Shared.Get<SharedLock>(name).AcquireAsync(cancellationToken);
        Keep(lease);
        return lease.WasAbandoned;
    }

    /// <summary>Takes one lock and then another, each side of a deadlock.</summary>
    public async Task AcquireBothAsync(string first, string second, string barrier, CancellationToken cancellationToken)
    {
        await using SharedLockLease outer = await context.Shared.Get<SharedLock>(first).AcquireAsync(cancellationToken);
        await context.Shared.Get<SharedBarrier>(barrier).SignalAndWaitAsync(cancellationToken);
        await using SharedLockLease inner = await context.Shared.Get<SharedLock>(second).AcquireAsync(cancellationToken);
    }

    public async Task TakePermitAsync(string name, CancellationToken cancellationToken)
        => Keep(await context.Shared.Get<SharedSemaphore>(name).AcquireAsync(cancellationToken));

    public bool TryTakePermit(string name)
    {
        SharedPermit? permit = context.Shared.Get<SharedSemaphore>(name).TryAcquire();
        if (permit is not null)
        {
            Keep(permit);
        }

        return permit is not null;
    }

    /// <summary>Gives back what was taken last.</summary>
    public void Release()
    {
        lock (_held)
        {
            _held.Pop().Dispose();
        }
    }

    public async Task<bool> WaitForConditionAsync(string guard, string condition, int milliseconds, CancellationToken cancellationToken)
    {
        await using SharedLockLease lease = await context.Shared.Get<SharedLock>(guard).AcquireAsync(cancellationToken);
        return await context.Shared.Get<SharedCondition>(condition).WaitAsync(lease, TimeSpan.FromMilliseconds(milliseconds), cancellationToken);
    }

    /// <summary>Waits until a number, which the lock guards, is so large.</summary>
    public async Task<bool> WaitForNumberAsync(
        string guard, string condition, string number, long atLeast, int milliseconds, CancellationToken cancellationToken)
    {
        SharedValue<long> value = context.Shared.Get<SharedValue<long>>(number);
        await using SharedLockLease lease = await context.Shared.Get<SharedLock>(guard).AcquireAsync(cancellationToken);
        return await context.Shared.Get<SharedCondition>(condition)
            .WaitForAsync(lease, () => value.Read() >= atLeast, TimeSpan.FromMilliseconds(milliseconds), cancellationToken);
    }

    public async Task<bool> WaitForEventAsync(string name, int milliseconds, CancellationToken cancellationToken)
        => await context.Shared.Get<SharedEvent>(name).WaitAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Goes through phases with the others; the last one to arrive adds one to a number.</summary>
    /// <returns>Its place in each phase, and what the number was after it.</returns>
    public async Task<int[]> GoThroughPhasesAsync(string barrier, string number, int phases, CancellationToken cancellationToken)
    {
        SharedBarrier meeting = context.Shared.Get<SharedBarrier>(barrier);
        SharedValue<long> value = context.Shared.Get<SharedValue<long>>(number);
        int[] places = new int[phases];
        for (int phase = 0; phase < phases; phase++)
        {
            places[phase] = await meeting.SignalAndWaitAsync(
                () =>
                {
                    value.Add(1);
                    return default;
                },
                Timeout.InfiniteTimeSpan,
                cancellationToken);
            if (value.Read() < phase + 1)
            {
                throw new InvalidOperationException($"Phase {phase} went on before its action.");
            }
        }

        return places;
    }

    public async Task<int> ArriveAsync(string barrier, int milliseconds, CancellationToken cancellationToken)
        => await context.Shared.Get<SharedBarrier>(barrier).SignalAndWaitAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private void Keep(IDisposable held)
    {
        lock (_held)
        {
            _held.Push(held);
        }
    }
}
