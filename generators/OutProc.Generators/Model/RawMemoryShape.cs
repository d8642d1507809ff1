using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A copy of the layout of a type without references, to find its padding and the fields that must be checked.</summary>
/// <param name="Layout">The name of the <c>LayoutKind</c>.</param>
/// <param name="Pack">The packing given by hand, or 0.</param>
/// <param name="Size">The size given by hand, or 0.</param>
/// <param name="Length">The length of an inline array, or 0.</param>
/// <param name="IsNullable">Whether the second field is there only when the first is set.</param>
/// <param name="IsChecked">Whether some field must be checked on reading.</param>
/// <param name="DataSize">An expression of the number of bytes that hold data, or <c>null</c> when it takes a look at the fields.</param>
/// <param name="Fields">The fields, in their order.</param>
internal sealed record RawMemoryShape(
    string Namespace,
    string Name,
    string TypeName,
    string Layout,
    int Pack,
    int Size,
    int Length,
    bool IsNullable,
    bool IsChecked,
    string? DataSize,
    EquatableArray<RawField> Fields)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType: false, Schema: "")
{
    /// <inheritdoc/>
    public override string? Definition => null;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => [];
}
