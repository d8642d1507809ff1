using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A tuple, a pair, a lazy value or a group: its items in order, none of which can be absent.</summary>
/// <param name="HasHeader">Whether an object header with the number of items comes first, as for <c>System.Tuple</c>.</param>
/// <param name="Creation">What is called to make one, without its arguments.</param>
/// <param name="Items">The items.</param>
internal sealed record TupleShape(
    string Namespace,
    string Name,
    string TypeName,
    bool IsReferenceType,
    string Schema,
    bool HasHeader,
    string Creation,
    EquatableArray<TupleItem> Items)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Items.SelectMany(item => item.Shape.Formatters);
}
