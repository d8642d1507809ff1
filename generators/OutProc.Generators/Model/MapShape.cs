namespace OutProc.Generators.Model;

/// <summary>A dictionary or an interface of one, read back as <c>Dictionary&lt;TKey, TValue&gt;</c>.</summary>
/// <param name="IsInterface">Whether what is behind the value is not known, so that its count must be checked.</param>
/// <param name="IsRawPair">Whether key and value together are raw memory, padding included.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Values">The values.</param>
internal sealed record MapShape(
    string Namespace, string Name, string TypeName, string Schema, bool IsInterface, bool IsRawPair, TypeShape Keys, TypeShape Values)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType: true, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Keys.Formatters.Concat(Values.Formatters);
}
