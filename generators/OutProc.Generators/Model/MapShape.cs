namespace OutProc.Generators.Model;

/// <summary>A map: a count and its entries.</summary>
/// <param name="Form">How it is taken apart and made.</param>
/// <param name="PairName">The type of its entries.</param>
/// <param name="RawPair">The entries, when key and value together are raw memory; otherwise <c>null</c>.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Values">The values.</param>
internal sealed record MapShape(
    string Namespace,
    string Name,
    string TypeName,
    string Schema,
    CollectionForm Form,
    string PairName,
    TypeShape? RawPair,
    TypeShape Keys,
    TypeShape Values)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType: true, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Keys.Formatters.Concat(Values.Formatters);
}
