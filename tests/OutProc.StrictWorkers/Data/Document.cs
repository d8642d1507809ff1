using System.Runtime.Serialization;

namespace OutProc.StrictWorkers.Data;

/// <summary>Published data: its formatter belongs to this assembly and is public.</summary>
[DataContract]
public sealed class Document
{
    /// <summary>The name.</summary>
    [DataMember]
    public required string Title { get; init; }

    /// <summary>The words.</summary>
    [DataMember]
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>When it was written.</summary>
    [DataMember]
    public DateTimeOffset? Written { get; init; }

    /// <summary>What it links to.</summary>
    [DataMember]
    public IReadOnlyDictionary<string, Uri> Links { get; init; } = new Dictionary<string, Uri>();
}
