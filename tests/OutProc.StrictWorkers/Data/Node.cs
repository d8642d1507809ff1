using MemoryPack;

namespace OutProc.StrictWorkers.Data;

/// <summary>Data that may contain itself.</summary>
[MemoryPackable(GenerateType.CircularReference)]
internal sealed partial class Node
{
    /// <summary>The value.</summary>
    [MemoryPackOrder(0)]
    public int Value { get; set; }

    /// <summary>What follows.</summary>
    [MemoryPackOrder(1)]
    public Node? Next { get; set; }
}
