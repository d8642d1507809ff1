using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>The place of one worker in a pool. Its processes come and go; its number stays.</summary>
/// <remarks>Everything is read and written under the pool's lock.</remarks>
internal sealed class WorkerSlot(int workerId)
{
    public int WorkerId { get; } = workerId;

    /// <summary>How many processes have carried the number.</summary>
    public int Generation { get; set; }

    public bool Starting { get; set; }

    /// <summary>Whether a new process is being started that shall take the place of <see cref="Endpoint"/>.</summary>
    public bool Recycling { get; set; }

    /// <summary>The worker, when it takes calls.</summary>
    public WorkerEndpoint? Endpoint { get; set; }

    /// <summary>When <see cref="Endpoint"/> became ready, in timestamps.</summary>
    public long ReadySince { get; set; }

    /// <summary>How many calls the worker has been given in all.</summary>
    public long Served { get; set; }

    /// <summary>How many calls the worker has.</summary>
    public int InFlight { get; set; }

    /// <summary>The worker is gone, but its connection has not reported that yet.</summary>
    public bool IsLost { get; set; }

    /// <summary>Whether a thread is sending to the worker. It sends the <see cref="Outbox"/> too.</summary>
    public bool IsSending { get; set; }

    /// <summary>Calls assigned to the worker while another thread was sending: so they arrive in the order they were assigned.</summary>
    public Queue<OutgoingCall> Outbox { get; } = new();

    public bool IsEmpty => !Starting && !Recycling && Endpoint is null;

    /// <summary>Nobody serves here yet, but somebody is about to.</summary>
    public bool IsStarting => Starting || (Recycling && Endpoint is null);

    /// <summary>How many calls the worker may have at once.</summary>
    public int Capacity(int prefetch, int maxConcurrency)
        => Endpoint!.Concurrency == WorkerConcurrency.Serialized ? 1 + prefetch : maxConcurrency;

    /// <summary>The worker is ready for calls.</summary>
    public void Occupy(WorkerEndpoint endpoint, long now)
    {
        Clear();
        Starting = false;
        Recycling = false;
        Endpoint = endpoint;
        ReadySince = now;
    }

    /// <summary>The worker is gone.</summary>
    public void Clear()
    {
        Endpoint = null;
        InFlight = 0;
        Served = 0;
        IsLost = false;
    }
}
