using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A tuple or pair with references: its items in order.</summary>
/// <param name="HasHeader">Whether an object header with the number of items comes first, as for <c>System.Tuple</c>.</param>
/// <param name="ItemNames">The properties or fields of the items, in the order of the constructor.</param>
/// <param name="Items">The items.</param>
internal sealed record TupleShape(
    string Namespace,
    string Name,
    string TypeName,
    bool IsReferenceType,
    string Schema,
    bool HasHeader,
    EquatableArray<string> ItemNames,
    EquatableArray<TypeShape> Items)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Items.SelectMany(item => item.Formatters);
}
