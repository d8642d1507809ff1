using Microsoft.Extensions.DependencyInjection;
using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.TestWorkers;

/// <summary>Is given what its pool shares by its constructor, and needs no container for it.</summary>
[RemoteWorker]
public sealed class Scribe(
    [FromKeyedServices("log")] SharedLock log,
    [FromKeyedServices("numbers")] SharedArray<long> numbers,
    [FromKeyedServices("spare")] SharedEvent? spare = null)
{
    public async Task<bool> AddAsync(int times, CancellationToken cancellationToken)
    {
        for (int i = 0; i < times; i++)
        {
            await using SharedLockLease lease = await log.AcquireAsync(cancellationToken);
            numbers[0]++;
        }

        return spare is not null;
    }
}
