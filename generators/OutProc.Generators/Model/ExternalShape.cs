using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A formatter that was emitted in the assembly that declares its type. Nothing is emitted for it here.</summary>
/// <param name="Layout">What the name in <see cref="FormatterShape.Schema"/> stands for.</param>
/// <param name="Uses">The full names of the formatters of the data types it leads to.</param>
internal sealed record ExternalShape(
    string Namespace, string Name, string TypeName, bool IsReferenceType, string Schema, string Layout, EquatableArray<string> Uses)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <inheritdoc/>
    public override string? Definition => Layout;

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Uses;
}
