namespace SharedLog;

/// <summary>Kills whichever process has the lock, until enough of them have died with it.</summary>
internal sealed class HolderKiller(IWorkerPool<ILogWriter> pool, SharedValue<int> holder, SharedValue<int> abandoned)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);

    /// <summary>How many were killed. Some may have released the lock at the last moment; those do not count.</summary>
    public int Kills { get; private set; }

    /// <param name="count">How many processes shall die while they hold the lock.</param>
    /// <param name="cancellationToken">Cancelled when there is nobody left to kill.</param>
    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        int goal = abandoned.Read() + count;
        int last = 0;
        while (abandoned.Read() < goal && !cancellationToken.IsCancellationRequested)
        {
            // The next holder writes its own id: until then the dead one's is still there.
            int id = holder.Read();
            if (id != 0 && id != last && pool.Workers.FirstOrDefault(worker => worker.ProcessId == id) is { } worker)
            {
                worker.Kill();
                last = id;
                Kills++;
            }

            await Task.Delay(s_pause, CancellationToken.None);
        }
    }
}
