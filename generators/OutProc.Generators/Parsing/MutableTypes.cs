using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Says whether what a member holds can be changed after the object was created, so that objects can come to contain themselves.
/// </summary>
internal static class MutableTypes
{
    private const string Generic = "System.Collections.Generic.";

    private static readonly HashSet<string> s_readOnlyInterfaces = new(StringComparer.Ordinal)
    {
        Generic + "IEnumerable`1", Generic + "IReadOnlyCollection`1", Generic + "IReadOnlyList`1", Generic + "IReadOnlySet`1",
        Generic + "IReadOnlyDictionary`2", "System.Linq.ILookup`2", "System.Linq.IGrouping`2",
    };

    /// <summary>Whether a member, or a collection it holds, can be given another value later.</summary>
    public static bool CanChange(ISymbol member, ITypeSymbol type) => member switch
    {
        IFieldSymbol { IsReadOnly: false } => true,
        IPropertySymbol { SetMethod: { IsInitOnly: false } } => true,
        _ => HoldsMutable(type),
    };

    private static bool HoldsMutable(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
        {
            return true;
        }

        if (type is not INamedTypeSymbol named || !named.IsFrameworkType())
        {
            return false;
        }

        return IsMutableCollection(named) || named.TypeArguments.Any(HoldsMutable);
    }

    private static bool IsMutableCollection(INamedTypeSymbol type)
    {
        string definition = TypeNames.Metadata(type.OriginalDefinition);
        if (s_readOnlyInterfaces.Contains(definition)
            || definition.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal)
            || definition.StartsWith("System.Collections.Frozen.", StringComparison.Ordinal)
            || definition.StartsWith("System.Collections.ObjectModel.ReadOnly", StringComparison.Ordinal))
        {
            return false;
        }

        return definition == "System.Memory`1"
            || definition == "System.ArraySegment`1"
            || type.SpecialType != SpecialType.System_String
                && (type.SpecialType == SpecialType.System_Collections_IEnumerable
                    || type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable));
    }
}
