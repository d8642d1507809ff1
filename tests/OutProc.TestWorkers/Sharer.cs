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

    /// <summary>Takes a lock and keeps it, and looks at all of an array, for a while.</summary>
    public async Task<long> HoldWithAsync(string name, SharedArray<long> numbers, CancellationToken cancellationToken)
    {
        await HoldAsync(name, cancellationToken);
        await Task.Delay(200, cancellationToken);
        return Sum(numbers);
    }

    public void Set(string name) => context.Shared.Get<SharedEvent>(name).Set();

    public long Read(string name) => context.Shared.Get<SharedValue<long>>(name).Read();

    /// <summary>As <see cref="CountAsync"/>, with what it is handed.</summary>
    public async Task CountWithAsync(Parcel parcel, int times, CancellationToken cancellationToken)
    {
        for (int i = 0; i < times; i++)
        {
            await using SharedLockLease lease = await parcel.Guard.AcquireAsync(cancellationToken);
            long number = parcel.Numbers[0];
            await Task.Yield();
            parcel.Numbers[0] = number + 1;
        }

        parcel.Done?.Set();
    }

    public long Sum(SharedArray<long> numbers)
    {
        long sum = 0;
        foreach (long number in numbers.Span)
        {
            sum += number;
        }

        return sum;
    }

    public SharedArray<long>? Find(string name) => context.Shared.TryGet(name, out SharedArray<long>? found) ? found : null;

    public Parcel Return(Parcel parcel) => parcel;

    public int Count(IReadOnlyList<SharedLock?> locks) => locks.Count(static one => one is not null);

    /// <summary>Whether a resource that comes as an argument is the one that is there by name.</summary>
    public bool IsKnown(SharedLock one) => ReferenceEquals(one, context.Shared.Get<SharedLock>(one.Name));

    /// <summary>Lets go of this process's view.</summary>
    public void Drop(string name) => ((IDisposable)context.Shared.Get<SharedArray<long>>(name)).Dispose();

    public int ProcessId() => Environment.ProcessId;

    /// <summary>Puts a value into a dictionary and tells how many there are.</summary>
    public async Task<int> PutAsync(string name, string key, string value)
    {
        SharedDictionary<string, string> dictionary = context.Shared.Get<SharedDictionary<string, string>>(name);
        await dictionary.SetAsync(key, value);
        return await dictionary.CountAsync();
    }

    public void TryAdd(string name) => context.Shared.Add(shared => shared.AddLock(name));
}
