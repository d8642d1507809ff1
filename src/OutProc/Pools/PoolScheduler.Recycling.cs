using System.Globalization;
using OutProc.Diagnostics;
using OutProc.Rpc;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Replacement of workers that work: the new one is ready before the old one goes.</summary>
internal sealed partial class PoolScheduler
{
    private static readonly TimeSpan s_slowestLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_fastestLook = TimeSpan.FromMilliseconds(20);

    private readonly List<RetiringWorker> _retiring = [];
    private readonly ITimer? _recycling;

    private ITimer? CreateRecyclingTimer()
    {
        RecycleOptions recycle = _options.Recycle;
        if (recycle.AfterAge is null && recycle.WhenMemoryExceeds is null)
        {
            return null;
        }

        // An age is met within a tenth of it; memory is worth a look every second.
        TimeSpan period = recycle.AfterAge is { } age
            ? TimeSpan.FromTicks(Math.Clamp(age.Ticks / 10, s_fastestLook.Ticks, s_slowestLook.Ticks))
            : s_slowestLook;
        return _time.CreateTimer(static state => ((PoolScheduler)state!).LookForRecycling(), this, period, period);
    }

    private void LookForRecycling()
    {
        foreach ((WorkerSlot slot, WorkerEndpoint endpoint) in Snapshot())
        {
            // Outside of the lock: it reads a file.
            long memory = _options.Recycle.WhenMemoryExceeds is null ? 0 : endpoint.ResidentBytes ?? 0;
            lock (_lock)
            {
                if (slot.Endpoint != endpoint || !MayRecycle())
                {
                    continue;
                }

                if (_time.GetElapsedTime(slot.ReadySince) is var age && age > _options.Recycle.AfterAge)
                {
                    Recycle(slot, string.Create(CultureInfo.InvariantCulture, $"it is {age.TotalSeconds:0.#} s old (Recycle.AfterAge)"));
                }
                else if (memory > _options.Recycle.WhenMemoryExceeds)
                {
                    Recycle(
                        slot, string.Create(CultureInfo.InvariantCulture, $"it holds {memory >> 20} MiB of memory (Recycle.WhenMemoryExceeds)"));
                }
            }
        }
    }

    /// <summary>Called under the lock, for each call that is assigned.</summary>
    private void RecycleAfterCalls(WorkerSlot slot)
    {
        if (slot.Served >= _options.Recycle.AfterCalls && MayRecycle())
        {
            Recycle(slot, string.Create(CultureInfo.InvariantCulture, $"it was given {slot.Served} calls (Recycle.AfterCalls)"));
        }
    }

    /// <summary>Whether a worker may be replaced now. If not, whoever finds a reason finds it again. Called under the lock.</summary>
    private bool MayRecycle()
    {
        // One at a time: recycling must not double the processes of the pool.
        if (_disposal is not null || _fault is not null || _retiring.Count > 0 || _backoff.Remaining > TimeSpan.Zero)
        {
            return false;
        }

        foreach (WorkerSlot slot in _slots)
        {
            if (slot.Recycling)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Starts the replacement of a worker. Called under the lock.</summary>
    private void Recycle(WorkerSlot slot, string reason)
    {
        slot.Recycling = true;
        Track(Task.Run(() => OutProcLog.WorkerRecycling(_log, _contract.DisplayName, slot.WorkerId, reason)));
        Launch(slot);
    }

    /// <summary>Takes the worker of a slot, if it has one, out of service: its replacement is ready. Called under the lock.</summary>
    private void Retire(WorkerSlot slot)
    {
        if (slot.Endpoint is { } endpoint)
        {
            var worker = new RetiringWorker(slot, endpoint, slot.InFlight);
            _retiring.Add(worker);
            StopIfDone(worker);
        }
    }

    /// <summary>Calls of a worker have ended, or could not be sent. Called under the lock.</summary>
    private void Release(HostConnection connection, int calls)
    {
        if (SlotOf(connection) is { } slot)
        {
            slot.InFlight -= calls;
        }
        else if (FindRetiring(connection) is { } worker)
        {
            worker.InFlight -= calls;
            StopIfDone(worker);
        }
    }

    private void StopIfDone(RetiringWorker worker)
    {
        if (worker.InFlight == 0 && _disposal is null)
        {
            Track(Task.Run(() => StopWorkerAsync(worker.Endpoint)));
        }
    }

    /// <summary>A retiring worker has ended. Called under the lock.</summary>
    private void Forget(HostConnection connection)
    {
        if (FindRetiring(connection) is { } worker)
        {
            _retiring.Remove(worker);
            Track(DisposeEndpointAsync(worker.Endpoint));
        }
    }

    private RetiringWorker? FindRetiring(HostConnection connection)
    {
        foreach (RetiringWorker worker in _retiring)
        {
            if (worker.Endpoint.Connection == connection)
            {
                return worker;
            }
        }

        return null;
    }
}
