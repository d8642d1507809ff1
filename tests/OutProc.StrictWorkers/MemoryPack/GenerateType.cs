namespace MemoryPack;

/// <summary>The layouts of MemoryPack.</summary>
internal enum GenerateType
{
    Object,
    VersionTolerant,
    CircularReference,
}
