namespace MemoryPack;

/// <summary>The attribute of MemoryPack by that name, which this repository does not reference.</summary>
/// <param name="order">The place.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
internal sealed class MemoryPackOrderAttribute(int order) : Attribute
{
    /// <summary>The place.</summary>
    public int Order { get; } = order;
}
