using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Questions about symbols and their attributes.</summary>
internal static class SymbolExtensions
{
    /// <summary>The attribute with that metadata name, or <c>null</c>.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Is(metadataName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The value given to a named argument, or <c>null</c>.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }

    /// <summary>The elements given to a named array, or <c>null</c> where it is not given.</summary>
    public static ImmutableArray<TypedConstant>? NamedElements(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false })
            {
                return argument.Value.Values;
            }
        }

        return null;
    }

    /// <summary>The value given to a positional argument, or <c>null</c>.</summary>
    public static object? Argument(this AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Kind != TypedConstantKind.Array
            ? attribute.ConstructorArguments[index].Value
            : null;

    /// <summary>Whether a type, or the definition of a generic type, has that metadata name.</summary>
    public static bool Is(this ITypeSymbol type, string metadataName)
        => metadataName.EndsWith(type.MetadataName, StringComparison.Ordinal) && TypeNames.Metadata(type) == metadataName;

    /// <summary>Whether a parameter is a <c>CancellationToken</c> by value.</summary>
    public static bool IsToken(this IParameterSymbol parameter)
        => parameter.RefKind == RefKind.None && parameter.Type.Is(KnownTypes.CancellationToken);

    /// <summary>The method that first declared what <paramref name="method"/> overrides, or the method itself.</summary>
    public static IMethodSymbol FirstDeclaration(this IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method;
    }
}
