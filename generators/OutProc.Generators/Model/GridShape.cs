namespace OutProc.Generators.Model;

/// <summary>An array of two to four dimensions: their lengths, then the elements row by row.</summary>
/// <param name="Rank">The number of dimensions.</param>
/// <param name="Element">The elements.</param>
internal sealed record GridShape(string Namespace, string Name, string TypeName, string Schema, int Rank, TypeShape Element)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType: true, Schema)
{
    /// <summary>Whether the elements are one block of memory.</summary>
    public bool IsRaw => Element.Kind == TypeShapeKind.Unmanaged;

    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Element.Formatters;
}
