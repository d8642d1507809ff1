using System.Globalization;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A class, record or struct with references: a count and its members.</summary>
/// <param name="Layout">How the members stand on the wire.</param>
/// <param name="Constructor">How it is created.</param>
/// <param name="Members">The members, in wire order.</param>
internal sealed record ObjectShape(
    string Namespace,
    string Name,
    string TypeName,
    bool IsReferenceType,
    string Schema,
    ObjectLayout Layout,
    ConstructorShape Constructor,
    EquatableArray<MemberShape> Members)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <summary>Whether other objects can lie inside, so that the depth is counted.</summary>
    public bool CanNest => Formatters.Any();

    /// <inheritdoc/>
    /// <remarks>Types whose slots tolerate other versions have no members here: two versions of them understand each other.</remarks>
    public override string? Definition => Layout switch
    {
        ObjectLayout.VersionTolerant => "{version-tolerant}",
        ObjectLayout.CircularReference => "{circular-reference}",
        _ => "{" + string.Join(", ", Members.Select(member => $"{member.Name}: {member.Shape.Schema}")) + "}",
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Members.SelectMany(member => member.Shape.Formatters);

    /// <inheritdoc/>
    public override IEnumerable<string> SchemaFormatters => Layout == ObjectLayout.Plain ? Formatters : [];

    /// <summary>The number of members, as text.</summary>
    public string Count => Members.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of slots, used or not.</summary>
    public int SlotCount => Members.IsEmpty ? 0 : Members[Members.Count - 1].Slot + 1;
}
