namespace OutProc.Generators.Parsing;

/// <summary>The values of MemoryPack's <c>GenerateType</c>.</summary>
internal enum MemoryPackMode
{
    Object,
    VersionTolerant,
    CircularReference,
    Collection,
    NoGenerate,
}
