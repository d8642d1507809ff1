namespace OutProc.Generators.Model;

/// <summary>A collection: a count and its elements.</summary>
/// <param name="Form">How it is taken apart and made.</param>
/// <param name="Element">The elements.</param>
internal sealed record SequenceShape(
    string Namespace, string Name, string TypeName, bool IsReferenceType, string Schema, CollectionForm Form, TypeShape Element)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <summary>Whether the elements are one block of memory.</summary>
    public bool IsRaw => Element.Kind == TypeShapeKind.Unmanaged;

    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Element.Formatters;
}
