using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Works with what its pool shares, by name.</summary>
[RemoteWorker]
public sealed class Sharer(IWorkerContext context)
{
    private readonly List<SharedLockLease> _held = [];

    public string[] Names() => [.. context.Shared.Names];

    /// <summary>Adds to a number that stands in an array, in two steps that only the lock makes one.</summary>
    public async Task CountAsync(string guard, string array, int times, CancellationToken cancellationToken)
    {
        SharedLock guarding = context.Shared.Get<SharedLock>(guard);
        SharedArray<long> numbers = context.Shared.Get<SharedArray<long>>(array);
        for (int i = 0; i < times; i++)
        {
            await using SharedLockLease lease = await guarding.AcquireAsync(cancellationToken);
            long number = numbers[0];
            await Task.Yield();
            numbers[0] = number + 1;
        }
    }

    /// <summary>Takes a lock and keeps it.</summary>
    public async Task<bool> HoldAsync(string name, CancellationToken cancellationToken)
    {
        SharedLockLease lease = await context.Shared.Get<SharedLock>(name).AcquireAsync(cancellationToken);
        _held.Add(lease);
        return lease.WasAbandoned;
    }

    public void Set(string name) => context.Shared.Get<SharedEvent>(name).Set();

    public long Read(string name) => context.Shared.Get<SharedValue<long>>(name).Read();

    public void TryAdd(string name) => context.Shared.Add(shared => shared.AddLock(name));
}
