using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Which members of a type without MemoryPack attributes are data, and in which order: what is public and can be restored, and whatever
/// <c>[DataMember]</c> names; not what <c>[IgnoreDataMember]</c> excludes.
/// </summary>
internal static class DataMemberRules
{
    private const string DataContract = "System.Runtime.Serialization.DataContractAttribute";
    private const string DataMemberAttribute = "System.Runtime.Serialization.DataMemberAttribute";
    private const string IgnoreDataMember = "System.Runtime.Serialization.IgnoreDataMemberAttribute";

    /// <summary>The members in wire order: of a base type first; those without an order first, then by order.</summary>
    /// <param name="type">The type.</param>
    /// <param name="parameters">The names of the parameters of its constructor, lower case.</param>
    public static List<DataMember> Select(INamedTypeSymbol type, HashSet<string> parameters)
    {
        bool isOptIn = type.Attribute(DataContract) is not null;
        var members = new List<DataMember>();
        foreach (ISymbol candidate in DataMember.CandidatesOf(type))
        {
            AttributeData? named = candidate.Attribute(DataMemberAttribute);
            if (named is not null
                || (!isOptIn
                    && candidate.DeclaredAccessibility == Accessibility.Public
                    && candidate.Attribute(IgnoreDataMember) is null
                    && (IsState(candidate) || parameters.Contains(candidate.Name.ToLowerInvariant()))))
            {
                members.Add(new DataMember(candidate, OrderOf(named)));
            }
        }

        return members
            .OrderBy(member => DepthOf(member.Symbol.ContainingType))
            .ThenBy(member => member.Order ?? -1)
            .ToList();
    }

    /// <summary>Whether a member holds a value of its own. A property without a setter that is computed from others does not.</summary>
    public static bool IsState(ISymbol member)
        => member is IFieldSymbol || member is IPropertySymbol { SetMethod: not null } || IsAutoProperty(member);

    /// <summary>Whether a property only stores a value and runs no code. Known for source only; metadata hides the field.</summary>
    public static bool IsAutoProperty(ISymbol member)
    {
        foreach (ISymbol sibling in member.ContainingType.GetMembers())
        {
            if (sibling is IFieldSymbol { AssociatedSymbol: { } property } && SymbolEqualityComparer.Default.Equals(property, member))
            {
                return true;
            }
        }

        return false;
    }

    private static int? OrderOf(AttributeData? attribute)
    {
        if (attribute is not null)
        {
            foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            {
                if (argument is { Key: "Order", Value.Value: int order })
                {
                    return order;
                }
            }
        }

        return null;
    }

    private static int DepthOf(INamedTypeSymbol type)
    {
        int depth = 0;
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
