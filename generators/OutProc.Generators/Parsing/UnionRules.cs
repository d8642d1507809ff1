using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Finds the types behind a base class or interface: by MemoryPack's attributes, by <c>[KnownType]</c>, and, where that attribute cannot
/// stand, by <c>[JsonDerivedType]</c>.
/// </summary>
internal sealed class UnionRules(Compilation compilation, CancellationToken cancellationToken)
{
    private const string KnownType = "System.Runtime.Serialization.KnownTypeAttribute";
    private const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";

    private Dictionary<ISymbol, INamedTypeSymbol>? _helpers;

    /// <summary>The types and their numbers, in ascending order of the numbers; empty when the type is no union.</summary>
    public List<(int Tag, ITypeSymbol Type)> CasesOf(INamedTypeSymbol type)
    {
        List<(int Tag, ITypeSymbol Type)> cases = MemoryPackRules.CasesOf(type);
        if (cases.Count == 0 && FindHelper(type) is { } helper)
        {
            cases = MemoryPackRules.CasesOf(helper);
        }

        if (cases.Count == 0)
        {
            cases = KnownTypesOf(type);
        }

        return cases.ConvertAll(@case => (@case.Tag, Close(type, @case.Type)));
    }

    /// <summary>
    /// The types in the order in which they are declared. A class that can be created itself comes first, unless it stands among them.
    /// </summary>
    private static List<(int Tag, ITypeSymbol Type)> KnownTypesOf(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface) || MemoryPackRules.Apply(type))
        {
            return [];
        }

        List<ITypeSymbol> known = TypesOf(type, KnownType);
        if (known.Count == 0 && type.IsAbstract)
        {
            known = TypesOf(type, JsonDerivedType);
        }

        if (known.Count > 0 && !type.IsAbstract && !known.Contains(type, SymbolEqualityComparer.Default))
        {
            known.Insert(0, type);
        }

        return known.Select((@case, index) => (index, @case)).ToList();
    }

    private static List<ITypeSymbol> TypesOf(INamedTypeSymbol type, string attributeName)
    {
        var types = new List<ITypeSymbol>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { } found
                && TypeNames.Metadata(found) == attributeName
                && attribute.Argument(0) is ITypeSymbol known)
            {
                types.Add(known);
            }
        }

        return types;
    }

    /// <summary>An attribute can name a generic type only without its arguments: they are those of the base.</summary>
    private static ITypeSymbol Close(INamedTypeSymbol union, ITypeSymbol @case)
        => @case is INamedTypeSymbol { IsUnboundGenericType: true } open && open.Arity == union.Arity
            ? open.OriginalDefinition.Construct([.. union.TypeArguments])
            : @case;

    /// <summary>Walks all types of the compilation once, and only when an abstract type says nothing itself.</summary>
    private INamedTypeSymbol? FindHelper(INamedTypeSymbol type)
    {
        if (!type.IsAbstract || type.IsFrameworkType())
        {
            return null;
        }

        if (_helpers is null)
        {
            _helpers = new Dictionary<ISymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
            if (compilation.GetTypeByMetadataName("MemoryPack.MemoryPackUnionFormatterAttribute") is not null)
            {
                AddHelpers(compilation.Assembly.GlobalNamespace);
            }
        }

        return _helpers.TryGetValue(type, out INamedTypeSymbol? helper) ? helper : null;
    }

    private void AddHelpers(INamespaceOrTypeSymbol space)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (ISymbol member in space.GetMembers())
        {
            if (member is INamedTypeSymbol type && MemoryPackRules.UnionDescribedBy(type) is { } union)
            {
                _helpers![union] = type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                AddHelpers(inner);
            }
        }
    }
}
