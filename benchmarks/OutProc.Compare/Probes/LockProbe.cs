using OutProc.Contracts;
using OutProc.Shared;

namespace OutProc.Compare.Probes;

/// <summary>Takes the lock that its pool shares.</summary>
[RemoteWorker]
public sealed class LockProbe(IWorkerContext context) : IDisposable
{
    internal const string Guard = "guard";
    internal const string Stop = "stop";
    internal const string Ready = "ready";

    private const int TakesPerLook = 64;

    private readonly List<byte[]> _ballast = [];
    private SharedLockLease _held;

    /// <summary>Takes the lock and gives it back until it is told to stop.</summary>
    /// <returns>How often.</returns>
    public long Contend()
    {
        SharedLock guard = context.Shared.Get<SharedLock>(Guard);
        SharedEvent stop = context.Shared.Get<SharedEvent>(Stop);
        context.Shared.Get<SharedCountdown>(Ready).Signal();
        long takes = 0;
        for (; !stop.IsSet; takes += TakesPerLook)
        {
            for (int i = 0; i < TakesPerLook; i++)
            {
                using SharedLockLease lease = guard.Acquire(Timeout.InfiniteTimeSpan);
            }
        }

        return takes;
    }

    /// <summary>Takes the lock and keeps it, with so much memory in use.</summary>
    /// <returns>The process.</returns>
    public async Task<int> HoldAsync(int ballastMiB)
    {
        for (int i = _ballast.Count; i < ballastMiB; i++)
        {
            byte[] block = GC.AllocateUninitializedArray<byte>(1 << 20, pinned: true);
            block.AsSpan().Fill(1);
            _ballast.Add(block);
        }

        _held = await context.Shared.Get<SharedLock>(Guard).AcquireAsync();
        return _held.IsHeld ? Environment.ProcessId : 0;
    }

    [RemoteIgnore]
    public void Dispose() => _held.Dispose();
}
