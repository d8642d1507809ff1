using MemoryPack;

namespace OutProc.StrictWorkers.Data;

/// <summary>Data that may grow.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial class Settings
{
    /// <summary>The name.</summary>
    [MemoryPackOrder(0)]
    public string Name { get; set; } = "";

    /// <summary>A place that came later.</summary>
    [MemoryPackOrder(2)]
    public int? Level { get; set; }
}
