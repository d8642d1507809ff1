using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Finds the formatters that assemblies publish for the types they declare.</summary>
internal sealed class PublishedFormatters
{
    private readonly Dictionary<IAssemblySymbol, Dictionary<ISymbol, List<AttributeData>>> _assemblies =
        new(SymbolEqualityComparer.Default);

    /// <summary>The attribute of a type's formatter, or <c>null</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isUnion">Whether the formatter of the union is wanted; the type may have one of an object, too.</param>
    public PublishedFormatter? Find(INamedTypeSymbol type, bool isUnion)
    {
        if (type.ContainingAssembly is not { } assembly || !OfAssembly(assembly).TryGetValue(type, out List<AttributeData>? attributes))
        {
            return null;
        }

        foreach (AttributeData attribute in attributes)
        {
            if (attribute.Argument(1) is INamedTypeSymbol formatter && FormatterName.IsOfUnion(formatter.Name) == isUnion)
            {
                return new PublishedFormatter(
                    formatter,
                    attribute.Argument(2) as string ?? "",
                    ValuesOf(attribute, 3).OfType<string>().ToArray(),
                    ValuesOf(attribute, 4).OfType<INamedTypeSymbol>().ToArray());
            }
        }

        return null;
    }

    private static IEnumerable<object?> ValuesOf(AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length
            && attribute.ConstructorArguments[index] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value)
            : [];

    private Dictionary<ISymbol, List<AttributeData>> OfAssembly(IAssemblySymbol assembly)
    {
        if (_assemblies.TryGetValue(assembly, out Dictionary<ISymbol, List<AttributeData>>? known))
        {
            return known;
        }

        var formatters = new Dictionary<ISymbol, List<AttributeData>>(SymbolEqualityComparer.Default);
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.Is(KnownTypes.PayloadFormatterAttribute) == true && attribute.Argument(0) is ITypeSymbol type)
            {
                if (!formatters.TryGetValue(type, out List<AttributeData>? attributes))
                {
                    formatters.Add(type, attributes = []);
                }

                attributes.Add(attribute);
            }
        }

        _assemblies.Add(assembly, formatters);
        return formatters;
    }
}
