namespace OutProc.Generators.Model;

/// <summary>A collection whose elements are written one by one.</summary>
/// <param name="Kind">What holds the elements.</param>
/// <param name="Element">The elements.</param>
internal sealed record SequenceShape(
    string Namespace, string Name, string TypeName, bool IsReferenceType, string Schema, SequenceKind Kind, TypeShape Element)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Element.Formatters;
}
