using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>The worker takes calls from now on.</summary>
/// <param name="Concurrency">How many calls its instance executes at a time.</param>
/// <param name="MethodIndexes">For each method of the host's table the index in the worker's dispatcher.</param>
internal sealed record ReadyMessage(WorkerConcurrency Concurrency, IReadOnlyList<ushort> MethodIndexes) : IMessage<ReadyMessage>
{
    /// <summary>The methods that have the same wire form but other names in it; the host decides whether that is a rename.</summary>
    public IReadOnlyList<SchemaDifference> Renamed { get; init; } = [];

    public void Write(ref PayloadWriter writer)
    {
        writer.WriteUnmanaged((byte)Concurrency);
        writer.WriteCollectionHeader(MethodIndexes.Count);
        foreach (ushort index in MethodIndexes)
        {
            writer.WriteUnmanaged(index);
        }

        SchemaDifference.WriteAll(ref writer, Renamed);
    }

    public static ReadyMessage Read(ref PayloadReader reader)
    {
        var concurrency = (WorkerConcurrency)reader.ReadUnmanaged<byte>();
        if (!Enum.IsDefined(concurrency))
        {
            throw reader.Invalid($"{(int)concurrency} is not a concurrency");
        }

        var indexes = new ushort[reader.ReadCount(sizeof(ushort), ProtocolConstants.MaxMethods)];
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = reader.ReadUnmanaged<ushort>();
        }

        return new ReadyMessage(concurrency, indexes) { Renamed = SchemaDifference.ReadAll(ref reader) };
    }
}
