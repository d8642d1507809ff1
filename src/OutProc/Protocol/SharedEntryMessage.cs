using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>The facts of one shared resource. Its memory's descriptor, if it has some, travels with it.</summary>
internal sealed record SharedEntryMessage : IMessage<SharedEntryMessage>
{
    /// <summary>The most numbers of a kind's own.</summary>
    public const int MaxParameters = 16;

    /// <summary>Where the entry stands in its set. Never given twice.</summary>
    public required int Id { get; init; }

    /// <summary>How many entries have carried the name so far.</summary>
    public required int Generation { get; init; }

    public required byte Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>What all processes must agree on about its elements.</summary>
    public string? Layout { get; init; }

    /// <summary>The first of its words.</summary>
    public int Word { get; init; }

    /// <summary>The first of its permits, and how many it has.</summary>
    public int Permit { get; init; }

    public int Permits { get; init; }

    /// <summary>The bytes of its own memory; 0 for none.</summary>
    public long MemoryBytes { get; init; }

    public IReadOnlyList<long> Parameters { get; init; } = [];

    public void Write(ref PayloadWriter writer)
    {
        writer.WriteUnmanaged(Id);
        writer.WriteUnmanaged(Generation);
        writer.WriteUnmanaged(Kind);
        writer.WriteText(Name, ProtocolConstants.MaxName);
        writer.WriteText(Layout, ProtocolConstants.MaxName);
        writer.WriteUnmanaged(Word);
        writer.WriteUnmanaged(Permit);
        writer.WriteUnmanaged(Permits);
        writer.WriteUnmanaged(MemoryBytes);
        writer.WriteCollectionHeader(Parameters.Count);
        foreach (long parameter in Parameters)
        {
            writer.WriteUnmanaged(parameter);
        }
    }

    public static SharedEntryMessage Read(ref PayloadReader reader) => new()
    {
        Id = reader.ReadUnmanaged<int>(),
        Generation = reader.ReadUnmanaged<int>(),
        Kind = reader.ReadUnmanaged<byte>(),
        Name = reader.ReadText(ProtocolConstants.MaxName),
        Layout = reader.ReadOptionalText(ProtocolConstants.MaxName),
        Word = reader.ReadUnmanaged<int>(),
        Permit = reader.ReadUnmanaged<int>(),
        Permits = reader.ReadUnmanaged<int>(),
        MemoryBytes = reader.ReadUnmanaged<long>(),
        Parameters = ReadParameters(ref reader),
    };

    private static long[] ReadParameters(ref PayloadReader reader)
    {
        var parameters = new long[reader.ReadCount(sizeof(long), MaxParameters)];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = reader.ReadUnmanaged<long>();
        }

        return parameters;
    }
}
