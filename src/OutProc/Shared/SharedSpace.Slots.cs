using OutProc.Interop;

namespace OutProc.Shared;

/// <content>Who takes part: each slot is claimed by whoever starts a worker, and given back by whoever has repaired it.</content>
internal sealed unsafe partial class SharedSpace
{
    /// <summary>How many entries the set has, as all participants see it. A worker that knows of fewer has news under way.</summary>
    public int PublishedEntries
    {
        get
        {
            int count = Volatile.Read(ref *(int*)_region.Start);
            GC.KeepAlive(_region);
            return count;
        }
    }

    /// <summary>Says how many entries the set has. Called by the host only, before anybody is told of the entry.</summary>
    public void PublishEntries(int count)
    {
        Volatile.Write(ref *(int*)_region.Start, count);
        GC.KeepAlive(_region);
    }

    /// <summary>Takes a free slot for a worker of this process.</summary>
    /// <returns>The slot, or -1 when all are taken.</returns>
    public int ClaimSlot()
    {
        // The first is the host's.
        for (int slot = 1; slot < SpaceLayout.MaxSlots; slot++)
        {
            ref SlotLayout entry = ref *SlotAt(slot);
            if (Volatile.Read(ref entry.Parent) == 0 && Interlocked.CompareExchange(ref entry.Parent, Slot + 1, 0) == 0)
            {
                GC.KeepAlive(_region);
                return slot;
            }
        }

        return -1;
    }

    /// <summary>Writes down which process a slot was claimed for. Before that process is told of its slot.</summary>
    public void NameSlot(int slot, ProcessIdentity process)
    {
        ref SlotLayout entry = ref *SlotAt(slot);
        Volatile.Write(ref entry.StartTime, process.StartTime);
        Volatile.Write(ref entry.ProcessId, process.Id);
        GC.KeepAlive(_region);
    }

    /// <summary>Writes down which worker of its pool a slot was claimed for, for messages.</summary>
    public void NumberSlot(int slot, int workerId)
    {
        Volatile.Write(ref SlotAt(slot)->Worker, workerId + 1);
        GC.KeepAlive(_region);
    }

    /// <summary>The process that a slot was claimed for; none where the slot is free or not named yet.</summary>
    public ProcessIdentity ProcessOf(int slot)
    {
        ref SlotLayout entry = ref *SlotAt(slot);
        var process = new ProcessIdentity(Volatile.Read(ref entry.ProcessId), Volatile.Read(ref entry.StartTime));
        GC.KeepAlive(_region);
        return process;
    }

    /// <summary>The slots that a participant has claimed for workers of its own.</summary>
    public List<int> SlotsClaimedBy(int parent)
    {
        var slots = new List<int>();
        for (int slot = 1; slot < SpaceLayout.MaxSlots; slot++)
        {
            if (Volatile.Read(ref SlotAt(slot)->Parent) == parent + 1)
            {
                slots.Add(slot);
            }
        }

        GC.KeepAlive(_region);
        return slots;
    }

    /// <summary>Takes over the slots of a dead participant's workers: this process sees to their repair from now on.</summary>
    /// <returns>Whether the slot was the dead participant's.</returns>
    public bool AdoptSlot(int slot, int from)
    {
        bool adopted = Interlocked.CompareExchange(ref SlotAt(slot)->Parent, Slot + 1, from + 1) == from + 1;
        GC.KeepAlive(_region);
        return adopted;
    }

    /// <summary>Frees a slot. What its process held was repaired before.</summary>
    public void ReleaseSlot(int slot)
    {
        ref SlotLayout entry = ref *SlotAt(slot);
        Volatile.Write(ref entry.ProcessId, 0);
        Volatile.Write(ref entry.StartTime, 0);
        Volatile.Write(ref entry.Worker, 0);
        Volatile.Write(ref entry.Parent, 0);
        GC.KeepAlive(_region);
    }
}
