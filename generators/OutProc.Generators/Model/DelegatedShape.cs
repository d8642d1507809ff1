namespace OutProc.Generators.Model;

/// <summary>A type that only MemoryPack's own serializer knows, and that it may write and read.</summary>
internal sealed record DelegatedShape(string Namespace, string Name, string TypeName, bool IsReferenceType, string Schema)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => "{memorypack}";

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => [];
}
