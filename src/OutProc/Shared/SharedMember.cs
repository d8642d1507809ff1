using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Shared;

/// <summary>A worker's place in a set, as the process that starts the worker has it.</summary>
/// <remarks>Thread-safe. Ended when the worker's process is known to be gone, and not before.</remarks>
internal sealed class SharedMember(SharedResources set, int slot)
{
    private FrameChannel? _control;
    private int _ended;

    /// <summary>The slot of the worker.</summary>
    public int Slot => slot;

    /// <summary>Called when there is something that the worker may ask for. Set and called under the lock of the set.</summary>
    internal Action? Listen { get; set; }

    /// <summary>Says which process the worker is. Before the worker is told.</summary>
    public void Name(int processId) => set.Space.NameSlot(slot, ProcessIdentity.Of(processId));

    /// <summary>Calls back when there is something that the worker may ask for: now or later.</summary>
    public void WhenHosted(Action listen) => set.WhenHosted(this, listen);

    /// <summary>Sends the worker all entries there are, and from now on those that come.</summary>
    public void Begin(FrameChannel control) => set.Begin(this, control);

    /// <summary>The worker has ended: repairs what it held, and gives its slot back.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            set.End(this);
        }
    }

    /// <summary>Called under the lock of the set.</summary>
    internal void Begin(FrameChannel control, FileDescriptor space, IReadOnlyCollection<SharedEntry> entries)
    {
        _control = control;
        Send(FrameKind.SharedSpace, new SharedSpaceMessage(set.Id, slot, entries.Count), space);
        foreach (SharedEntry entry in entries)
        {
            Announce(entry);
        }
    }

    /// <summary>Called under the lock of the set.</summary>
    internal void Announce(SharedEntry entry)
    {
        if (entry.IsHosted)
        {
            Listen?.Invoke();
        }

        Send(FrameKind.SharedEntry, entry.Facts, entry.Memory);
    }

    private void Send<T>(FrameKind kind, T message, FileDescriptor? attachment)
        where T : IMessage<T>
    {
        using PayloadBuffer payload = MessageCodec.Encode(message);
        var header = new FrameHeader(kind, payload.Length);
        try
        {
            _ = attachment is null ? _control!.Send(header, payload.WrittenSpan) : _control!.SendDescriptor(header, payload.WrittenSpan, attachment);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The worker or the set is going, or this process has no descriptor left for the copy: the worker says so when it misses something.
        }
    }
}
