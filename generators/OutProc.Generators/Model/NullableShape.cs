namespace OutProc.Generators.Model;

/// <summary><c>T?</c> of a struct with references: an object of one member.</summary>
/// <param name="Value">The struct.</param>
internal sealed record NullableShape(string Namespace, string Name, string TypeName, string Schema, TypeShape Value)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType: false, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Value.Formatters;
}
