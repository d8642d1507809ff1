using Microsoft.Extensions.DependencyInjection;
using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Uses one shared resource of each kind, all of which are named after their kind.</summary>
[RemoteWorker]
public sealed class Curator(
    IWorkerContext context,
    [FromKeyedServices("dictionary")] SharedDictionary<string, Stock> dictionary,
    [FromKeyedServices("list")] SharedList<Stock> list) : IAsyncDisposable
{
    private IWorkerPool<ICurator>? _own;

    /// <summary>Does something with each that the host can see.</summary>
    public async Task UseAllAsync(CancellationToken cancellationToken)
    {
        SharedResources shared = context.Shared;
        await using (SharedLockLease lease = await shared.Get<SharedLock>("lock").AcquireAsync(cancellationToken))
        {
            shared.Get<SharedCondition>("condition").NotifyAll(lease);
        }

        using (await shared.Get<SharedSemaphore>("semaphore").AcquireAsync(cancellationToken))
        {
            shared.Get<SharedEvent>("event").Set();
        }

        shared.Get<SharedCountdown>("countdown").Signal();
        await using (await shared.Get<SharedReaderWriterLock>("readerwriter").WriteAsync(cancellationToken))
        {
            shared.Get<SharedArray<int>>("array").Span[1] = 7;
        }

        shared.Get<SharedValue<long>>("value").Exchange(8);
        await shared.Get<SharedSnapshot<Stock>>("snapshot").PublishAsync(new Stock("snapshot", 9), cancellationToken);
        await shared.Get<SharedQueue<Stock>>("queue").WriteAsync(new Stock("queue", 10), cancellationToken);
        await shared.Get<SharedPipe<Stock>>("pipe").Second.SendAsync(new Stock("pipe", 11), cancellationToken);
        await StockAsync("worker", 12, cancellationToken);
        await shared.Get<SharedBarrier>("barrier").SignalAndWaitAsync(cancellationToken);
    }

    /// <summary>Adds to the stock, and to the list of what was added.</summary>
    public async Task<int> StockAsync(string place, int count, CancellationToken cancellationToken)
    {
        await list.AddAsync(new Stock(place, count), cancellationToken);
        Stock stock = await dictionary.AddOrUpdateAsync(
            place, new Stock(place, count), known => known with { Count = known.Count + count }, cancellationToken);
        return stock.Count;
    }

    /// <summary>Has a worker of this one do it.</summary>
    public async Task<int> DelegateAsync(string place, int count, CancellationToken cancellationToken)
    {
        _own ??= await WorkerPool.StartAsync<ICurator>(
            options =>
            {
                options.Pool.MaxWorkers = 1;
                options.Launch.MaxDepth = 2;
                options.Shared.Inherit(context.Shared);
            },
            cancellationToken: cancellationToken);
        return await _own.Proxy.StockAsync(place, count, cancellationToken);
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;
}
