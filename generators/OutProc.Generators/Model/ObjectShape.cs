using System.Globalization;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A class, record or struct with references: a count and its members.</summary>
/// <param name="Constructor">How it is created.</param>
/// <param name="Members">The members, in wire order.</param>
internal sealed record ObjectShape(
    string Namespace,
    string Name,
    string TypeName,
    bool IsReferenceType,
    string Schema,
    ConstructorShape Constructor,
    EquatableArray<MemberShape> Members)
    : FormatterShape(Namespace, Name, TypeName, IsReferenceType, Schema)
{
    /// <summary>Whether other objects can lie inside, so that the depth is counted.</summary>
    public bool CanNest => Formatters.Any();

    /// <inheritdoc/>
    public override string? Definition => "{" + string.Join(", ", Members.Select(member => $"{member.Shape.Schema} {member.Name}")) + "}";

    /// <inheritdoc/>
    public override IEnumerable<string> Formatters => Members.SelectMany(member => member.Shape.Formatters);

    /// <summary>The number of members, as text.</summary>
    public string Count => Members.Count.ToString(CultureInfo.InvariantCulture);
}
