using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>What a worker has to know to take part in the shared resources. The descriptor of their words travels with it.</summary>
/// <param name="SetId">Identifies the set in handles.</param>
/// <param name="Slot">The slot of the worker.</param>
/// <param name="Entries">How many entries follow before anything of the user's may run.</param>
internal sealed record SharedSpaceMessage(long SetId, int Slot, int Entries) : IMessage<SharedSpaceMessage>
{
    public void Write(ref PayloadWriter writer)
    {
        writer.WriteUnmanaged(SetId);
        writer.WriteUnmanaged(Slot);
        writer.WriteUnmanaged(Entries);
    }

    public static SharedSpaceMessage Read(ref PayloadReader reader)
        => new(reader.ReadUnmanaged<long>(), reader.ReadUnmanaged<int>(), reader.ReadUnmanaged<int>());
}
