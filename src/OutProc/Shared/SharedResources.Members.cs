using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Shared;

/// <content>The participants: who gave this process its place in the set, and to whom it gives one.</content>
public sealed partial class SharedResources
{
    /// <summary>How often a process is looked at that ought to end, and is no child of this one: at first, and in the long run.</summary>
    private static readonly TimeSpan s_firstLook = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan s_lastLook = TimeSpan.FromMilliseconds(100);

    private readonly FileDescriptor? _memory;
    private readonly List<SharedMember> _members = [];

    /// <summary>Descriptors that came for messages which name them.</summary>
    internal DescriptorInbox Descriptors { get; } = new();

    /// <summary>What stands for the set in a worker that has no place in it.</summary>
    internal static SharedResources None(string why) => new(0, null, null, why);

    /// <summary>Takes part in the set of another process.</summary>
    /// <param name="place">Where.</param>
    /// <param name="memory">What came with it. Owned by the set.</param>
    internal static SharedResources Open(SharedSpaceMessage place, FileDescriptor? memory)
    {
        if (memory is null)
        {
            return None("the worker had no descriptor left for them.");
        }

        try
        {
            return new SharedResources(place.SetId, SharedSpace.Open(memory, place.Slot), memory);
        }
        catch (Exception e) when (e is NativeException or InvalidDataException)
        {
            memory.Dispose();
            return None(e.Message);
        }
    }

    /// <summary>Takes in an entry that the process that gave this one its place has sent.</summary>
    internal void Accept(SharedEntryMessage facts, FileDescriptor? memory)
    {
        lock (_lock)
        {
            var entry = new SharedEntry(this, facts, memory);
            if (_disposed || facts.Id != _entries.Count || _byName.ContainsKey(facts.Name))
            {
                entry.Dispose();
                return;
            }

            Take(entry);
            Announce(entry);
        }
    }

    /// <summary>Makes a place for a worker that is about to be started.</summary>
    /// <param name="workerId">Its number in its pool.</param>
    /// <returns>The place; <c>null</c> when there is no set to take part in, or no slot is left.</returns>
    /// <exception cref="SharedResourceException">No slot is left, and the worker would miss resources that are declared.</exception>
    internal SharedMember? Join(int workerId)
    {
        lock (_lock)
        {
            if (_space is null || _disposed)
            {
                return null;
            }

            int slot = _space.ClaimSlot();
            if (slot >= 0)
            {
                _space.NumberSlot(slot, workerId);
            }

            return slot >= 0 ? new SharedMember(this, slot)
                : _entries.Count == 0 ? null
                : throw new SharedResourceException(
                    $"There is no room for another worker: a set of shared resources has {SpaceLayout.MaxSlots - 1} workers at most.");
        }
    }

    /// <summary>Sends a worker all entries there are; the later ones follow.</summary>
    internal void Begin(SharedMember member, FrameChannel control)
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                member.Begin(control, _memory!, _entries);
                _members.Add(member);
            }
        }
    }

    /// <summary>A worker has ended: what it held is released, and its slot is free for another.</summary>
    internal void End(SharedMember member)
    {
        lock (_lock)
        {
            _members.Remove(member);
        }

        Free(member.Slot);
    }

    /// <summary>Repairs what the dead process of a slot held, and gives the slot to whoever needs one.</summary>
    private void Free(int slot)
    {
        Repair(slot);
        foreach (int orphan in Space.SlotsClaimedBy(slot))
        {
            if (Space.AdoptSlot(orphan, slot))
            {
                // The kernel ends the workers of a dead worker, but not in the same moment.
                _ = FreeWhenEndedAsync(orphan);
            }
        }

        Space.ReleaseSlot(slot);
    }

    private async Task FreeWhenEndedAsync(int slot)
    {
        // One that is not named yet was never told that it takes part.
        TimeSpan pause = s_firstLook;
        while (!_disposed && Space.ProcessOf(slot).IsRunning())
        {
            await Task.Delay(pause).ConfigureAwait(false);
            pause = pause < s_lastLook ? 2 * pause : s_lastLook;
        }

        Free(slot);
    }

    private void Repair(int slot)
    {
        List<ISharedWord> words = [];
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            foreach (SharedEntry entry in _entries)
            {
                words.AddRange(entry.Repairable());
            }
        }

        // Outside of the lock: it wakes those who wait.
        Space.Repair(slot, words);
    }

    /// <summary>Called under the lock.</summary>
    private void Announce(SharedEntry entry)
    {
        foreach (SharedMember member in _members)
        {
            member.Announce(entry);
        }
    }
}
