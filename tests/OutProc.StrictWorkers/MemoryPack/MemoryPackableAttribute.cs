namespace MemoryPack;

/// <summary>The attribute of MemoryPack by that name, which this repository does not reference.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
internal sealed class MemoryPackableAttribute(GenerateType generateType = GenerateType.Object) : Attribute
{
    /// <summary>The layout.</summary>
    public GenerateType GenerateType { get; } = generateType;
}
