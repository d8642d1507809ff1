using System.Text;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>The name of the class that formats a type. Equal types have equal names, whoever asks first.</summary>
internal readonly record struct FormatterName(string Namespace, string Name)
{
    /// <summary>The namespace of everything emitted that users do not name.</summary>
    public const string Root = "OutProc.Generated";

    private const string UnionSuffix = "_Union";

    public string FullName => $"global::{Namespace}.{Name}";

    /// <summary>The formatter of an object: beside its siblings, below <c>OutProc.Generated</c>.</summary>
    public static FormatterName OfObject(INamedTypeSymbol type)
    {
        string space = type.ContainingNamespace is { IsGlobalNamespace: false } outer
            ? Root + "." + outer.ToDisplayString(TypeNames.Code).Replace("global::", "")
            : Root;
        return type.IsGenericType || type.ContainingType is not null
            ? new FormatterName(space, $"{ShortName(type)}Formatter_{HashOf(type)}")
            : new FormatterName(space, type.Name + "Formatter");
    }

    /// <summary>The formatter of a base type with known types behind it; the type may have one of an object too.</summary>
    public static FormatterName OfUnion(INamedTypeSymbol type)
    {
        FormatterName name = OfObject(type);
        return name with { Name = name.Name + UnionSuffix };
    }

    /// <summary>Whether a formatter is that of a base type with known types behind it.</summary>
    public static bool IsOfUnion(string name) => name.EndsWith(UnionSuffix, StringComparison.Ordinal);

    /// <summary>The formatter of a constructed type: a collection, a tuple.</summary>
    public static FormatterName OfConstructed(ITypeSymbol type) => new(Root, $"{ShortName(type)}Formatter_{HashOf(type)}");

    /// <summary>The codec of the items of shared resources.</summary>
    public static FormatterName OfItem(ITypeSymbol type) => new(Root, $"{ShortName(type)}Item_{HashOf(type)}");

    /// <summary>The copy of the layout of a type without references.</summary>
    public static FormatterName OfMemory(ITypeSymbol type) => new(Root, $"{ShortName(type)}Memory_{HashOf(type)}");

    /// <summary>Two types may share a short name; the hash of the full name keeps their formatters apart.</summary>
    private static string HashOf(ITypeSymbol type)
        => StableHash.Fnv1a32(type.ToDisplayString(TypeNames.Code)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A name for a type as a part of other names; not unique.</summary>
    public static string ShortName(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return "ArrayOf" + ShortName(array.ElementType);
            case INamedTypeSymbol { TypeArguments.Length: > 0 } named:
                var name = new StringBuilder(named.Name).Append("Of");
                foreach (ITypeSymbol argument in named.TypeArguments)
                {
                    name.Append(ShortName(argument));
                }

                return name.ToString();
            default:
                return type.ContainingType is { } outer ? ShortName(outer) + "_" + type.Name : type.Name;
        }
    }
}
