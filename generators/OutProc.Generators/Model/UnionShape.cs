using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A base class or interface with known types behind it: a number that says which, and the object.</summary>
/// <param name="Cases">The types, in ascending order of their numbers.</param>
internal sealed record UnionShape(string Namespace, string Name, string TypeName, string Schema, EquatableArray<UnionCase> Cases)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType: true, Schema)
{
    /// <inheritdoc/>
    public override string? Definition
        => "{" + string.Join(", ", Cases.Select(@case => $"{@case.Tag}: {@case.Shape.Schema}")) + "}";

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Cases.SelectMany(@case => @case.Shape.Formatters);
}
