using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>
/// How values of one type cross: the calls that write and read one, and what the wire looks like. Only types that can cross have a shape.
/// </summary>
/// <param name="FullyQualifiedName">The type for signatures in emitted code: <c>global::</c>, with nullable annotations.</param>
/// <param name="TypeName">
/// The type itself: <c>global::</c>, without nullable annotations and tuple names. Equal types have equal names.
/// </param>
/// <param name="Kind">Who is called.</param>
/// <param name="Writes">The writer's method, or the full name of the formatter class.</param>
/// <param name="Reads">The reader's method with its type argument, or the full name of the formatter class.</param>
/// <param name="IsReferenceType">Whether a null can be read.</param>
/// <param name="MinSize">A C# expression of the smallest number of bytes a value takes; it bounds what a claimed count can be.</param>
/// <param name="Schema">The type's part of a schema text.</param>
/// <param name="Formatters">The full names of the formatters the value needs directly.</param>
internal sealed record TypeShape(
    string FullyQualifiedName,
    string TypeName,
    TypeShapeKind Kind,
    string Writes,
    string Reads,
    bool IsReferenceType,
    string MinSize,
    string Schema,
    EquatableArray<string> Formatters)
{
    /// <summary>
    /// The copy of the layout of a type without references that may have padding, or fields to check; otherwise <c>null</c>.
    /// </summary>
    public string? Memory { get; init; }

    /// <summary>The type arguments of calls that move several values as one block.</summary>
    public string BlockArguments => Memory is null ? TypeName : $"{TypeName}, {Memory}";
}
